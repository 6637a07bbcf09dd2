import type { BaseRole } from '@keyward/policy';
import type { Kysely, Selectable } from 'kysely';
import { emailKey } from '../members/email-key.ts';
import type { Member } from '../members/member.ts';
import type { Schema } from './schema.ts';
import type { MemberWrites } from './store.ts';

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

    async insertMember(member) {
      await db
        .insertInto('members')
        .values({
          id: member.id,
          account_id: member.accountId,
          email: member.email,
          email_key: emailKey(member.email),
          first_name: member.firstName,
          last_name: member.lastName,
          role: member.role,
          created_at: member.createdAt,
          removed_at: member.removedAt,
          version: member.version,
        })
        .execute();
    },
  };
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
    createdAt: row.created_at,
    removedAt: row.removed_at,
    version: row.version,
  };
}
