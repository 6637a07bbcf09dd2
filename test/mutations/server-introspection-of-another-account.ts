import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'introspection tells of the tokens of another account',
  file: 'packages/server/src/decisions/introspect-token.ts',
  find: 'if (accountOf(found) !== principal.accountId) return undefined;',
  replace: 'if (accountOf(found) === undefined) return undefined;',
  tests: ['packages/server/test/introspection.test.ts'],
  pattern: 'V11',
} satisfies PlantedBug;
