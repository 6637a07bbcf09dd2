import { type Kysely, sql } from 'kysely';
import type { MemberSeen } from './member-store.ts';
import type { Schema } from './schema.ts';
import type { Uses } from './store.ts';
import type { EndedUse, SecretUse } from './token-store.ts';

/**
 * Writes when what was used, and nothing else of any row: no version, no change of rights. What has ended meanwhile
 * stays as it is, and an older use never replaces a newer one.
 */
export async function writeUses(db: Kysely<Schema>, { secrets, members, endedSecrets }: Uses): Promise<void> {
  for (const use of secrets) await writeTokenUse(db, use);
  for (const use of secrets) await writeSecretUse(db, use);
  for (const seen of members) await writeMemberSeen(db, seen);
  for (const use of endedSecrets) await writeEndedUse(db, use);
}

async function writeTokenUse(db: Kysely<Schema>, use: SecretUse): Promise<void> {
  await db
    .updateTable('tokens')
    .set({ last_used_at: use.at, last_used_address: use.address, last_used_agent: use.agent })
    .where('account_id', '=', use.accountId)
    .where('id', '=', use.tokenId)
    .where('deleted_at', 'is', null)
    .where((where) => where.or([where('last_used_at', 'is', null), where('last_used_at', '<=', use.at)]))
    .execute();
}

async function writeSecretUse(db: Kysely<Schema>, use: SecretUse): Promise<void> {
  await db
    .updateTable('token_secrets')
    .set({ last_used_at: use.at })
    .where('account_id', '=', use.accountId)
    .where('id', '=', use.secretId)
    .where((where) => where.or([where('last_used_at', 'is', null), where('last_used_at', '<=', use.at)]))
    .where((where) =>
      where.exists(
        where
          .selectFrom('tokens')
          .select('tokens.id')
          .whereRef('tokens.id', '=', 'token_secrets.token_id')
          .where('tokens.deleted_at', 'is', null),
      ),
    )
    .execute();
}

async function writeMemberSeen(db: Kysely<Schema>, seen: MemberSeen): Promise<void> {
  await db
    .updateTable('members')
    .set({ last_seen_at: seen.at, last_seen_token_id: seen.tokenId })
    .where('account_id', '=', seen.accountId)
    .where('id', '=', seen.memberId)
    .where('removed_at', 'is', null)
    .where((where) => where.or([where('last_seen_at', 'is', null), where('last_seen_at', '<=', seen.at)]))
    .execute();
}

/** The token may be a tombstone; one of another account is none. */
async function writeEndedUse(db: Kysely<Schema>, { accountId, tokenId, at }: EndedUse): Promise<void> {
  await db
    .insertInto('ended_uses')
    .columns(['token_id', 'account_id', 'at'])
    .expression((from) =>
      from
        .selectFrom('tokens')
        .select(['id', 'account_id', sql<number>`cast(${at} as bigint)`.as('at')])
        .where('account_id', '=', accountId)
        .where('id', '=', tokenId),
    )
    .onConflict((conflict) => conflict.column('token_id').doUpdateSet({ at }).where('ended_uses.at', '<', at))
    .execute();
}
