import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'an invitation still works after the role of the member was raised',
  file: 'packages/server/src/members/change-member.ts',
  find: 'if (linked.length > 0) await endLinksOf(changes, linked);',
  replace: 'void linked; void endLinksOf;',
  tests: ['packages/server/test/members.test.ts'],
  pattern: 'made before the role changed',
} satisfies PlantedBug;
