import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a backup keeps what is left out in its free pages',
  file: 'packages/server/src/storage/backup/backup-file.ts',
  find: 'pragma secure_delete = on; ',
  replace: '',
  tests: ['packages/server/test/backup.test.ts'],
  pattern: 'holds neither pepper',
} satisfies PlantedBug;
