import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a page token goes on with another question',
  file: 'packages/server/src/http/search-pages.ts',
  find: 'JSON.stringify([accountId, ...question])',
  replace: 'JSON.stringify([accountId])',
  tests: ['packages/server/test/authzen-search.test.ts'],
  pattern: 'means nothing for another question',
} satisfies PlantedBug;
