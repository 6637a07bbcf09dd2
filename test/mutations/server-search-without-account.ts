import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a search for tokens does not name the account',
  file: 'packages/server/src/storage/token-conditions.ts',
  find: 'sql<SqlBool>`l.account_id = ',
  replace: "sql<SqlBool>`l.account_id <> '-' || ",
  tests: ['packages/server/test/token-list.test.ts'],
  pattern: 'nothing of another account is found',
} satisfies PlantedBug;
