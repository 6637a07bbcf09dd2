import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'anybody whose token memory knows may introspect others',
  file: 'packages/server/src/decisions/introspect-from-memory.ts',
  find: "caller === undefined || !hasAccess(caller.principal, 'introspectToken', 'acct')",
  replace: 'caller === undefined',
  tests: ['packages/server/test/introspection-from-memory.test.ts'],
  pattern: 'comes to the routes',
} satisfies PlantedBug;
