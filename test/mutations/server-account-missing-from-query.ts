import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a query for tokens does not name the account',
  file: 'packages/server/src/storage/tokens-repository.ts',
  find: `.selectFrom('tokens')
    .where('tokens.account_id', '=', accountId)`,
  replace: ".selectFrom('tokens')",
  tests: ['packages/server/test/sqlite.test.ts'],
  pattern: 'sees nothing of another',
} satisfies PlantedBug;
