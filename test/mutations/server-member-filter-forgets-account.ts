import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a filter of members does not name the account',
  file: 'packages/server/src/storage/members-repository.ts',
  find: 'livingMembers(accountId).where((where) => whereMember(where, filter))',
  replace: `db.selectFrom('members').selectAll().where('removed_at', 'is', null).where((where) => whereMember(where, filter))`,
  tests: ['packages/server/test/visible-members.test.ts'],
  pattern: 'of another account',
} satisfies PlantedBug;
