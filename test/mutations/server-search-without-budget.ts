import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a search decides on any number of candidates in one call',
  file: 'packages/server/src/decisions/search/search-page.ts',
  find: 'results.length >= limit || budget.isSpent',
  replace: 'results.length >= limit',
  tests: ['packages/server/test/authzen-search.test.ts'],
  pattern: 'so many candidates at most',
} satisfies PlantedBug;
