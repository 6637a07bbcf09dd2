import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'the number of members still counts who was removed',
  file: 'packages/server/src/storage/migrations/0014-shorter-lists-sqlite.ts',
  find: `begin \${counted('new', -1)}; end`,
  replace: `begin \${counted('new', 0 as 1)}; end`,
  tests: ['packages/server/test/sqlite.test.ts'],
  pattern: 'changed once by those who read the same version',
} satisfies PlantedBug;
