import type { BaseRole, RoleAttributes } from '@keyward/policy';
import { type Kysely, type RawBuilder, type Selectable, type SelectQueryBuilder, sql } from 'kysely';
import { displayKey, emailKey } from '../members/email-key.ts';
import type { Member } from '../members/member.ts';
import type { MemberFilter, MemberOrder } from '../members/member-filter.ts';
import { replaceHeldRoles } from './held-roles-repository.ts';
import type { MemberWrites } from './member-store.ts';
import { listGrantsOf, listTeamsOf } from './member-teams-repository.ts';
import type { Schema } from './schema.ts';
import { whereMember } from './where-member.ts';

/** As many rows as whoever receives them can take in one turn. */
const IDS_PER_QUERY = 200;

export function membersRepository(db: Kysely<Schema>): MemberWrites {
  const livingMembers = (accountId: string) =>
    db.selectFrom('members').selectAll().where('account_id', '=', accountId).where('removed_at', 'is', null);
  const matching = (accountId: string, filter: MemberFilter) =>
    livingMembers(accountId).where((where) => whereMember(where, filter));

  return {
    async findMember(accountId, memberId) {
      const row = await livingMembers(accountId).where('id', '=', memberId).executeTakeFirst();
      return row && memberFromRow(row);
    },

    async findOldestOwner(accountId) {
      const row = await livingMembers(accountId)
        .where('role', '=', 'owner')
        .orderBy('created_at')
        .orderBy('id')
        .limit(1)
        .executeTakeFirst();
      return row && memberFromRow(row);
    },

    async findMemberByEmail(email) {
      const row = await db
        .selectFrom('members')
        .selectAll()
        .where('email_key', '=', emailKey(email))
        .where('removed_at', 'is', null)
        .executeTakeFirst();
      return row && memberFromRow(row);
    },

    countMembers: (accountId, filter) => countRows(matching(accountId, filter)),

    async listMemberIds(accountId, { filter, orders }, page) {
      const asked = orders.map(({ by }, index) => ORDERED_BY[by].as(`order_${index}`));
      const found = matching(accountId, filter)
        .clearSelect()
        .select(['id', 'created_at', ...asked])
        .orderBy(
          sql.join(
            orderTerms(
              orders.map(({ by }) => ORDERED_BY[by]),
              orders,
            ),
          ),
        );
      const shown = page === undefined ? found : found.limit(page.limit).offset(page.offset);
      const names = orders.map((_, index) => sql.ref(`order_${index}`));
      const { ids } = await db
        .selectFrom(shown.as('members'))
        .select(
          sql<string | null>`string_agg(id, ',' order by ${sql.join(orderTerms(names, orders))})`.as('ids'),
        )
        .executeTakeFirstOrThrow();
      return ids === null ? [] : ids.split(',');
    },

    async findMembers(accountId, memberIds) {
      const found = new Map<string, Member>();
      for (let start = 0; start < memberIds.length; start += IDS_PER_QUERY) {
        const ids = memberIds.slice(start, start + IDS_PER_QUERY);
        const rows = await livingMembers(accountId).where('id', 'in', ids).execute();
        for (const row of rows) found.set(row.id, memberFromRow(row));
      }
      return memberIds.flatMap((id) => found.get(id) ?? []);
    },

    listTeamsOf: (accountId, memberIds) => listTeamsOf(db, accountId, memberIds),

    listGrantsOf: (accountId, memberIds) => listGrantsOf(db, accountId, memberIds),

    countOwners: (accountId) =>
      countRows(
        livingMembers(accountId)
          .where('role', '=', 'owner')
          .where('accepted_at', 'is not', null)
          .where('custom_role_ids', '=', '[]'),
      ),

    async findMemberById(memberId) {
      const row = await db
        .selectFrom('members')
        .selectAll()
        .where('id', '=', memberId)
        .where('removed_at', 'is', null)
        .executeTakeFirst();
      return row && memberFromRow(row);
    },

    async insertMember(member) {
      await db
        .insertInto('members')
        .values({
          id: member.id,
          account_id: member.accountId,
          email: member.email,
          email_key: emailKey(member.email),
          created_at: member.createdAt,
          ...changingColumns(member),
        })
        .execute();
      await keepHolder(db, member);
    },

    async updateMember(member) {
      const { numUpdatedRows } = await db
        .updateTable('members')
        .set(changingColumns(member))
        .where('account_id', '=', member.accountId)
        .where('id', '=', member.id)
        .where('version', '=', member.version - 1)
        .executeTakeFirstOrThrow();
      if (numUpdatedRows === 0n) return false;
      await keepHolder(db, member);
      return true;
    },
  };
}

/** A member who was removed holds nothing and is in no team. */
async function keepHolder(
  db: Kysely<Schema>,
  { accountId, id, removedAt, customRoleIds }: Member,
): Promise<void> {
  if (removedAt !== null) await db.deleteFrom('team_members').where('member_id', '=', id).execute();
  await replaceHeldRoles(db, { accountId, kind: 'member', id }, removedAt === null ? customRoleIds : []);
}

function changingColumns(member: Member) {
  return {
    first_name: member.firstName,
    last_name: member.lastName,
    display_key: displayKey(member),
    role: member.role,
    custom_role_ids: JSON.stringify(member.customRoleIds),
    role_attributes: JSON.stringify(member.roleAttributes),
    accepted_at: member.acceptedAt,
    removed_at: member.removedAt,
    version: member.version,
  };
}

/** As the indexes have it, so that a page is read from one of them. */
const ORDERED_BY: Readonly<Record<MemberOrder['by'], RawBuilder<string | number>>> = {
  displayName: sql<string>`display_key`,
  lastSeen: sql<number>`coalesce(last_seen_at, 0)`,
};

function orderTerms(
  values: readonly RawBuilder<unknown>[],
  orders: readonly MemberOrder[],
): readonly RawBuilder<unknown>[] {
  const asked = values.map((value, index) => (orders[index]?.isDescending ? sql`${value} desc` : value));
  return [...asked, sql`created_at desc`, sql`id`];
}

async function countRows<T>(query: SelectQueryBuilder<Schema, 'members', T>): Promise<number> {
  const { count } = await query
    .clearSelect()
    .select(sql<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

export type MemberRow = Selectable<Omit<Schema['members'], 'email_key' | 'display_key'>>;

export function memberFromRow(row: MemberRow): Member {
  return {
    id: row.id,
    accountId: row.account_id,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    role: row.role as BaseRole,
    customRoleIds: JSON.parse(row.custom_role_ids) as string[],
    roleAttributes: JSON.parse(row.role_attributes) as RoleAttributes,
    createdAt: row.created_at,
    acceptedAt: row.accepted_at,
    removedAt: row.removed_at,
    version: row.version,
    lastSeenAt: row.last_seen_at,
    lastSeenTokenId: row.last_seen_token_id,
  };
}
