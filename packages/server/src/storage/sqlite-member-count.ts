import type { Kysely } from 'kysely';
import type { MemberReads } from './member-store.ts';
import { membersRepository } from './members-repository.ts';
import type { Schema } from './schema.ts';

/** How many members there are at all is kept by triggers: SQLite takes half a second to count a million. */
export function sqliteMemberCount(db: Kysely<Schema>): MemberReads['countMembers'] {
  const { countMembers } = membersRepository(db);
  return async (accountId, filter) => {
    if (Object.values(filter).some((wanted) => wanted !== undefined)) return countMembers(accountId, filter);
    const row = await db
      .selectFrom('member_totals')
      .select('total')
      .where('account_id', '=', accountId)
      .executeTakeFirst();
    return row?.total ?? 0;
  };
}
