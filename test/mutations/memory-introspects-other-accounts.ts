import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'an introspection from memory tells of the tokens of another account',
  file: 'packages/server/src/decisions/introspect-from-memory.ts',
  find: 'found?.principal.accountId !== caller.principal.accountId',
  replace: 'found === undefined',
  tests: ['packages/server/test/introspection-from-memory.test.ts'],
  pattern: 'comes to the routes',
} satisfies PlantedBug;
