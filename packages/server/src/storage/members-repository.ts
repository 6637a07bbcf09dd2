import type { BaseRole, RoleAttributes } from '@keyward/policy';
import { type Kysely, type Selectable, type SelectQueryBuilder, sql } from 'kysely';
import { emailKey } from '../members/email-key.ts';
import type { Member } from '../members/member.ts';
import { replaceHeldRoles } from './held-roles-repository.ts';
import type { MemberWrites } from './member-store.ts';
import type { Schema } from './schema.ts';

export function membersRepository(db: Kysely<Schema>): MemberWrites {
  const livingMembers = (accountId: string) =>
    db.selectFrom('members').selectAll().where('account_id', '=', accountId).where('removed_at', 'is', null);

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

    async listMembers(accountId, page) {
      const rows = await livingMembers(accountId)
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .limit(page.limit)
        .offset(page.offset)
        .execute();
      return rows.map(memberFromRow);
    },

    countMembers: (accountId) => countRows(livingMembers(accountId)),

    countOwners: (accountId) =>
      countRows(livingMembers(accountId).where('role', '=', 'owner').where('accepted_at', 'is not', null)),

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

/** A member who was removed holds nothing. */
function keepHolder(db: Kysely<Schema>, { accountId, id, removedAt, customRoleIds }: Member): Promise<void> {
  return replaceHeldRoles(db, { accountId, kind: 'member', id }, removedAt === null ? customRoleIds : []);
}

function changingColumns(member: Member) {
  return {
    first_name: member.firstName,
    last_name: member.lastName,
    role: member.role,
    custom_role_ids: JSON.stringify(member.customRoleIds),
    role_attributes: JSON.stringify(member.roleAttributes),
    accepted_at: member.acceptedAt,
    removed_at: member.removedAt,
    version: member.version,
  };
}

async function countRows<T>(query: SelectQueryBuilder<Schema, 'members', T>): Promise<number> {
  const { count } = await query
    .clearSelect()
    .select(sql<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

export type MemberRow = Selectable<Omit<Schema['members'], 'email_key'>>;

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
