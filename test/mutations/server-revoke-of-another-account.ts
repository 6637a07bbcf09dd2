import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a secret of another account is refused in another way than an unknown one',
  file: 'packages/server/src/tokens/revoke-secret.ts',
  find: "if (found === undefined || found.principal.accountId !== caller.principal.accountId) return 'unknown';",
  replace: "if (found === undefined) return 'unknown';",
  tests: ['packages/server/test/two-accounts.test.ts'],
  pattern: 'no door knows',
} satisfies PlantedBug;
