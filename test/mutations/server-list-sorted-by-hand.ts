import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a list by last use reads the index of another order and sorts all of it',
  file: 'packages/server/src/storage/token-lists.ts',
  find: "index: 'token_list_used'",
  replace: "index: 'token_list_newest'",
  tests: ['packages/server/test/query-plans.test.ts'],
} satisfies PlantedBug;
