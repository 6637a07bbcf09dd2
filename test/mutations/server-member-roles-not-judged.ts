import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'what a member gains by custom roles and attributes is not judged',
  file: 'packages/server/src/members/change-member.ts',
  find: 'if (isHeldElse(change)) await requireRaiseHeld(',
  replace: 'if (!isHeldElse(change)) await requireRaiseHeld(',
  tests: ['packages/server/test/member-roles.test.ts'],
  pattern: 'nobody gives a member more',
} satisfies PlantedBug;
