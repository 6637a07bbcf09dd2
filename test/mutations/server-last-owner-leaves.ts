import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'the last owner may leave',
  file: 'packages/server/src/members/require-manageable.ts',
  find: '  if ((await members.countOwners(member.accountId)) > 1) return;',
  replace: '  if ((await members.countOwners(member.accountId)) > 0) return;',
  tests: ['packages/server/test/members.test.ts'],
  pattern: 'the last owner stays',
} satisfies PlantedBug;
