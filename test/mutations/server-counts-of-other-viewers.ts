import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a count that is kept is told to callers who see other tokens',
  file: 'packages/server/src/storage/token-counts.ts',
  find: 'JSON.stringify([accountId, visible, conditions])',
  replace: 'JSON.stringify([accountId, visible && 0, conditions])',
  tests: ['packages/server/test/sqlite.test.ts'],
  pattern: 'a count is that of the moment',
} satisfies PlantedBug;
