import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a secret of another account is no guess when somebody wants it ended',
  file: 'packages/server/src/tokens/revoke-secret.ts',
  find: "if (found === undefined || found.principal.accountId !== caller.principal.accountId) return 'unknown';",
  replace: "if (found === undefined) return 'unknown';",
  tests: ['packages/server/test/revocation.test.ts'],
  pattern: 'guesses at secrets',
} satisfies PlantedBug;
