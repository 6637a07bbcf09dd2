import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'rights of a token are remembered although a team of its holder was changed',
  file: 'packages/server/src/roles/held-roles.ts',
  find: 'teams.map((team) => [version(team), team.roles.map(version)]),',
  replace: 'teams.length,',
  tests: ['packages/server/test/teams.test.ts'],
  pattern: 'reaches tokens at once',
} satisfies PlantedBug;
