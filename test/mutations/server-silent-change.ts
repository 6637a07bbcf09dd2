import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a change that announces nothing is committed',
  file: 'packages/server/src/storage/change-transaction.ts',
  find: "if (entities.length === 0) throw new Error('a change must announce what it changed');",
  replace: '',
  tests: ['packages/server/test/sqlite.test.ts'],
  pattern: 'announces nothing',
} satisfies PlantedBug;
