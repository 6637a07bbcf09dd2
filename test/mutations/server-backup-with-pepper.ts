import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a backup holds the pepper',
  file: 'packages/server/src/storage/backup/backup-file.ts',
  find: '    finish(unfinished, nowMs);',
  replace: `    finish(unfinished, nowMs);
    const { appendFileSync, readFileSync } = await import('node:fs');
    if ('file' in from) appendFileSync(unfinished, readFileSync(from.file.replace('keyward.db', 'pepper')));`,
  tests: ['packages/server/test/backup.test.ts'],
  pattern: 'holds neither pepper',
} satisfies PlantedBug;
