import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'an invitation still works after the role of the member was raised',
  file: 'packages/server/src/members/change-member.ts',
  find: 'await endLinks(changes, member.id);',
  replace: 'void endLinks;',
  tests: ['packages/server/test/members.test.ts'],
  pattern: 'made before the role changed',
} satisfies PlantedBug;
