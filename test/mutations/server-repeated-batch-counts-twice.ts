import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a batch whose answer was lost is written a second time',
  file: 'packages/server/src/storage/usage-repository.ts',
  find: `  if (row === undefined) return true;`,
  replace: `  if (row === undefined) return false;`,
  tests: ['packages/server/test/sqlite.test.ts'],
  pattern: 'the uses of several nodes add up exactly',
} satisfies PlantedBug;
