import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a search for tokens does not name the account',
  file: 'packages/server/src/storage/token-conditions.ts',
  find: "return sql.join(all, sql.raw(' and ')) as Condition;",
  replace: "return sql.join([sql`true`, ...all.slice(1)], sql.raw(' and ')) as Condition;",
  tests: ['packages/server/test/token-list.test.ts'],
  pattern: 'nothing of another account is found',
} satisfies PlantedBug;
