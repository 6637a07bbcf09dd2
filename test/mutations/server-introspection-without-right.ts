import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'anybody with a token may introspect others',
  file: 'packages/server/src/decisions/introspect-token.ts',
  find: "  requireAccess(caller.principal, 'introspectToken', 'acct');\n",
  replace: '',
  tests: ['packages/server/test/introspection.test.ts'],
  pattern: 'needs `introspectToken`',
} satisfies PlantedBug;
