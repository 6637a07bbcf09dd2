import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a permission grant is given without a look at the rights of who gives it',
  file: 'packages/server/src/teams/member-changes.ts',
  find: 'grants: [...grants, ...grantsTo(memberId, after)],',
  replace: 'grants,',
  tests: ['packages/server/test/team-grants.test.ts'],
  pattern: 'a permission grant is given only',
} satisfies PlantedBug;
