import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a service token is looked up with the teams of the member who made it',
  file: 'packages/server/src/storage/secret-owner-row.ts',
  find: "case when t.kind = 'personal' and exists (select 1 from team_members",
  replace: 'case when exists (select 1 from team_members',
  tests: ['packages/server/test/sqlite.test.ts'],
  pattern: 'with a secret come all roles',
} satisfies PlantedBug;
