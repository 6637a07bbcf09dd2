import type { Kysely } from 'kysely';
import { emailKey } from '../members/email-key.ts';
import { newObjectId } from '../object-id.ts';
import type { CredentialWrites, SessionRecord } from './credential-store.ts';
import { type MemberRow, memberFromRow } from './members-repository.ts';
import type { Schema, StoredTime } from './schema.ts';

/** How Better Auth names an account that is a password. */
const PASSWORD_PROVIDER = 'credential';

export function credentialsRepository(db: Kysely<Schema>): CredentialWrites {
  const livingUsers = () =>
    db
      .selectFrom('auth_user as u')
      .innerJoin('members as m', 'm.id', 'u.member_id')
      .where('m.removed_at', 'is', null)
      .where('m.accepted_at', 'is not', null);
  const userIdOf = (memberId: string) =>
    db.selectFrom('auth_user').select('id').where('member_id', '=', memberId);
  const passwordOf = (memberId: string) =>
    db
      .selectFrom('auth_account')
      .select('id')
      .where('user_id', 'in', userIdOf(memberId))
      .where('provider_id', '=', PASSWORD_PROVIDER)
      .where('password', 'is not', null);
  const sessionsOf = (memberId: string) =>
    db.deleteFrom('auth_session').where('user_id', 'in', userIdOf(memberId));

  return {
    async findCredential(email) {
      const row = await livingUsers()
        .innerJoin('auth_account as a', 'a.user_id', 'u.id')
        .where('u.email', '=', emailKey(email))
        .where('a.provider_id', '=', PASSWORD_PROVIDER)
        .selectAll('m')
        .select(['u.id as user_id', 'a.password'])
        .executeTakeFirst();
      if (row === undefined || row.password === null) return undefined;
      return { userId: row.user_id, member: memberFromRow(row), passwordDigest: row.password };
    },

    async findSession(sessionId) {
      const row = await livingUsers()
        .innerJoin('auth_session as s', 's.user_id', 'u.id')
        .innerJoin('accounts as a', 'a.id', 'm.account_id')
        .where('s.id', '=', sessionId)
        .selectAll('m')
        .select(SESSION_COLUMNS)
        .select('a.rules_version')
        .executeTakeFirst();
      return (
        row && {
          session: sessionFromRow(row),
          member: memberFromRow(row as MemberRow),
          rulesVersion: row.rules_version,
        }
      );
    },

    async listSessions(memberId) {
      const rows = await livingUsers()
        .innerJoin('auth_session as s', 's.user_id', 'u.id')
        .where('m.id', '=', memberId)
        .select(SESSION_COLUMNS)
        .orderBy('s.created_at', 'desc')
        .orderBy('s.id')
        .execute();
      return rows.map(sessionFromRow);
    },

    async hasPassword(memberId) {
      return (await passwordOf(memberId).executeTakeFirst()) !== undefined;
    },

    async insertCredential(member, passwordDigest, nowMs) {
      const times = { created_at: timeText(nowMs), updated_at: timeText(nowMs) };
      const userId = newObjectId();
      await db
        .insertInto('auth_user')
        .values({ id: userId, name: '', email: emailKey(member.email), member_id: member.id, ...times })
        .execute();
      await db
        .insertInto('auth_account')
        .values({
          id: newObjectId(),
          user_id: userId,
          provider_id: PASSWORD_PROVIDER,
          provider_account_id: userId,
          password: passwordDigest,
          ...times,
        })
        .execute();
    },

    async replacePassword(memberId, passwordDigest, nowMs) {
      const { numUpdatedRows } = await db
        .updateTable('auth_account')
        .set({ password: passwordDigest, updated_at: timeText(nowMs) })
        .where('id', 'in', passwordOf(memberId))
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async endSessions(memberId, exceptSessionId) {
      let query = sessionsOf(memberId);
      if (exceptSessionId !== undefined) query = query.where('id', '!=', exceptSessionId);
      return Number((await query.executeTakeFirst()).numDeletedRows);
    },

    async endSession(memberId, sessionId) {
      const { numDeletedRows } = await sessionsOf(memberId).where('id', '=', sessionId).executeTakeFirst();
      return numDeletedRows > 0n;
    },

    async deleteEndedSessions(memberId, { startedBeforeMs, seenBeforeMs }) {
      await sessionsOf(memberId)
        .where((where) =>
          where.or([
            where('created_at', '<=', timeText(startedBeforeMs)),
            where('updated_at', '<=', timeText(seenBeforeMs)),
          ]),
        )
        .execute();
    },

    async deleteCredential(memberId) {
      await db.deleteFrom('auth_user').where('member_id', '=', memberId).execute();
    },
  };
}

const SESSION_COLUMNS = [
  's.id as session_id',
  's.ip_address',
  's.user_agent',
  's.created_at as session_created_at',
  's.updated_at as session_updated_at',
] as const;

interface SessionRow {
  readonly session_id: string;
  readonly ip_address: string | null;
  readonly user_agent: string | null;
  readonly session_created_at: StoredTime;
  readonly session_updated_at: StoredTime;
}

function sessionFromRow(row: SessionRow): SessionRecord {
  return {
    id: row.session_id,
    address: row.ip_address ?? '',
    agent: row.user_agent ?? '',
    startedAt: new Date(row.session_created_at).getTime(),
    lastSeenAt: new Date(row.session_updated_at).getTime(),
  };
}

/** Notes when a session was last used. An earlier time than the one that stands changes nothing. */
export async function noteSessionUse(db: Kysely<Schema>, sessionId: string, nowMs: number): Promise<void> {
  await db
    .updateTable('auth_session')
    .set({ updated_at: timeText(nowMs) })
    .where('id', '=', sessionId)
    .where('updated_at', '<', timeText(nowMs))
    .execute();
}

/** Times as Better Auth writes them; as text they sort like the times they name. */
function timeText(atMs: number): string {
  return new Date(atMs).toISOString();
}
