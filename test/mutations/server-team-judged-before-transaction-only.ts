import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'what a team gives is judged before the transaction and not looked at again',
  file: 'packages/server/src/teams/change-teams.ts',
  find: '!== asOf) throw moved;',
  replace: '< asOf) throw moved;',
  tests: ['packages/server/test/team-races.test.ts'],
  pattern: 'a role that is deleted or grows',
} satisfies PlantedBug;
