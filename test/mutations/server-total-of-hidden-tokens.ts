import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'the total of a list counts tokens that the caller may not see',
  file: 'packages/server/src/storage/token-counts.ts',
  find: 'countOf(this.#search, accountId, query));',
  replace:
    'countOf(this.#search, accountId, { ...query, visible: { serviceTokens: true, allPersonalTokens: true } }));',
  tests: ['packages/server/test/token-list.test.ts'],
  pattern: 'a total says how many',
} satisfies PlantedBug;
