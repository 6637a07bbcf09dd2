import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a gateway of one account lets in tokens of another',
  file: 'packages/server/src/decisions/judge-forwarded.ts',
  find: "if (found.principal.accountId !== accountId) return { outcome: 'unrecognized' };",
  replace: '',
  tests: ['packages/server/test/forward-auth.test.ts'],
  pattern: 'of a token of another account nothing is noted|what is not let through',
} satisfies PlantedBug;
