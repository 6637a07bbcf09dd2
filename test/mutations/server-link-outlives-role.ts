import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'an invitation still works after the role of the member was raised',
  file: 'packages/server/src/members/update-member.ts',
  find: 'await endLinks(changes, memberId);',
  replace: 'void endLinks;',
  tests: ['packages/server/test/members.test.ts'],
  pattern: 'made before the role changed',
} satisfies PlantedBug;
