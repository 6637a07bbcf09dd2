import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a change of the attributes of a team is not compared with the rights of who makes it',
  file: 'packages/server/src/teams/member-changes.ts',
  find: 'roles.length > 0 && team.roleAttributes]',
  replace: 'roles.length > 0 && team.key]',
  tests: ['packages/server/test/team-grants.test.ts'],
  pattern: 'values of attributes are judged',
} satisfies PlantedBug;
