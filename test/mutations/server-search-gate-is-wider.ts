import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'more searches run at once than are said',
  file: 'packages/server/src/decisions/search/search-gate.ts',
  find: 'atOnce: 4,',
  replace: 'atOnce: 5,',
  tests: ['packages/server/test/authzen-search.test.ts'],
  pattern: 'four searches run at once',
} satisfies PlantedBug;
