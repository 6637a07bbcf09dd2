import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'the label of a personal token is the role that it was given once',
  file: 'packages/server/src/decisions/scope-labels.ts',
  find: 'return isBaseRoleInForce ? labelOf(lower(scope.role, member.role)) : [];',
  replace: 'return [scope.role];',
  tests: ['packages/server/test/introspection.test.ts'],
  pattern: 'no label of a personal token',
} satisfies PlantedBug;
