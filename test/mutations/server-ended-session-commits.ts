import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a change is committed for a session that has ended meanwhile',
  file: 'packages/server/src/grants/require-unchanged.ts',
  find: '      : isSameMember(await signedInMember(changes, principal, nowMs), principal);',
  replace: '      : (void signedInMember, true);',
  tests: ['packages/server/test/sessions.test.ts'],
  pattern: 'between the check and the commit',
} satisfies PlantedBug;
