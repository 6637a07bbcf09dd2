import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'the last owner is given custom roles instead of the base role',
  file: 'packages/server/src/members/require-manageable.ts',
  find: 'acceptedAt !== null && customRoleIds.length === 0',
  replace: 'acceptedAt !== null && customRoleIds !== null',
  tests: ['packages/server/test/member-roles.test.ts'],
  pattern: 'the last owner is given',
} satisfies PlantedBug;
