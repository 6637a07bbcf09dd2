import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'calls are counted for a token of another account',
  file: 'packages/server/src/storage/token-outcomes.ts',
  find: `    if (row?.account_id !== accountId) return [];`,
  replace: `    if (row === undefined) return [];`,
  tests: ['packages/server/test/sqlite.test.ts'],
  pattern: 'counted for the account that has the token',
} satisfies PlantedBug;
