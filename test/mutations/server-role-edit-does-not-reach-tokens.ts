import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'rights of custom roles are remembered although the role was changed',
  file: 'packages/server/src/verification/rights-memory.ts',
  find: 'const versions = versionsOf(held);',
  replace: 'const versions = held.scope.length > 0 ? "some" : versionsOf(held);',
  tests: ['packages/server/test/roles.test.ts'],
  pattern: 'a role edit reaches it at once',
} satisfies PlantedBug;
