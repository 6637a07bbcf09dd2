import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'deleting the last custom role of a member raises them beyond what the caller holds',
  file: 'packages/server/src/roles/delete-role.ts',
  find: 'await requireRaiseHeld(deployment, principal, members);',
  replace: 'void requireRaiseHeld;',
  tests: ['packages/server/test/member-roles.test.ts'],
  pattern: 'nobody gives a member more',
} satisfies PlantedBug;
