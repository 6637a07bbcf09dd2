import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'an invitation that was accepted works twice',
  file: 'packages/server/src/members/redeem-code.ts',
  find: '  await changes.oneTimeCodes.deleteCode(kind, member.id);\n  return member;',
  replace: '  return member;',
  tests: ['packages/server/test/members.test.ts'],
  pattern: 'chooses a password with the link',
} satisfies PlantedBug;
