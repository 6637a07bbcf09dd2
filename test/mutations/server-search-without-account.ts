import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a search for tokens does not name the account',
  file: 'packages/server/src/storage/token-conditions.ts',
  find: `const isSeen = [sql<SqlBool>\`l.account_id = \${accountId}\`,`,
  replace: 'const isSeen = [sql<SqlBool>`true`,',
  tests: ['packages/server/test/token-list.test.ts'],
  pattern: 'nothing of another account is found',
} satisfies PlantedBug;
