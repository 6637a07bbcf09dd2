import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'who was removed keeps password and sessions',
  file: 'packages/server/src/members/remove-member.ts',
  find: '    await changes.credentials.deleteCredential(memberId);\n',
  replace: '',
  tests: ['packages/server/test/members.test.ts'],
  pattern: 'gone with tokens and sessions',
} satisfies PlantedBug;
