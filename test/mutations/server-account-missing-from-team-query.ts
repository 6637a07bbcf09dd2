import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a query for teams does not name the account',
  file: 'packages/server/src/storage/teams-repository.ts',
  find: "db.selectFrom('teams').selectAll().where('teams.account_id', '=', accountId)",
  replace: "db.selectFrom('teams').selectAll().where('teams.account_id', '!=', '')",
  tests: ['packages/server/test/team-races.test.ts'],
  pattern: 'another account sees nothing of a team',
} satisfies PlantedBug;
