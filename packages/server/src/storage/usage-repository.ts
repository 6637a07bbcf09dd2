import { type Kysely, type RawBuilder, sql } from 'kysely';
import { dayOf } from '../tokens/token-usage.ts';
import { deleteEndedRequests } from './device-requests-repository.ts';
import type { MemberSeen } from './member-store.ts';
import { ageRequests } from './requests-repository.ts';
import type { Schema } from './schema.ts';
import { writeOutcomes } from './token-outcomes.ts';
import type { EndedUse, SecretUse } from './token-store.ts';
import type { UseBatch, Uses } from './usage-store.ts';

/** A recorder that was silent for so long is gone. */
const FORGOTTEN_AFTER_MS = 30 * 86_400_000;

/**
 * Writes when what was used, and nothing else of any row: no version, no change of rights. What has ended meanwhile
 * stays as it is, and an older use never replaces a newer one. To be called while no other use is written.
 */
export async function writeUses(
  db: Kysely<Schema>,
  { batch, secrets, members, endedSecrets, outcomes }: Uses,
): Promise<void> {
  if (await isWritten(db, batch)) return;
  if (secrets.length > 0)
    await writeTokenUses(
      db,
      latestOf(secrets, ({ tokenId }) => tokenId),
    );
  if (secrets.length > 0)
    await writeSecretUses(
      db,
      latestOf(secrets, ({ secretId }) => secretId),
    );
  if (members.length > 0)
    await writeMembersSeen(
      db,
      latestOf(members, ({ memberId }) => memberId),
    );
  if (endedSecrets.length > 0)
    await writeEndedUses(
      db,
      latestOf(endedSecrets, ({ tokenId }) => tokenId),
    );
  const today = dayOf(batch.at);
  if (outcomes.length > 0) await writeOutcomes(db, outcomes, today);
  await ageRequests(db, today);
  await deleteEndedRequests(db, batch.at);
}

/** Of a batch that is sent again nobody knows whether it was committed, but this row, which was committed with it. */
async function isWritten(db: Kysely<Schema>, { recorderId, number, at }: UseBatch): Promise<boolean> {
  const row = await db
    .insertInto('usage_batches')
    .values({ recorder_id: recorderId, number, at, summed_number: number })
    .onConflict((conflict) =>
      conflict
        .column('recorder_id')
        .doUpdateSet({ number, at, summed_number: number })
        .where('usage_batches.number', '<', number),
    )
    .returning('number')
    .executeTakeFirst();
  if (row === undefined) return true;
  if (number === 1) {
    await db
      .deleteFrom('usage_batches')
      .where('at', '<', at - FORGOTTEN_AFTER_MS)
      .execute();
  }
  return false;
}

async function writeTokenUses(db: Kysely<Schema>, uses: readonly SecretUse[]): Promise<void> {
  const rows = uses.map(
    ({ tokenId, accountId, at, address, agent }) =>
      sql`(${tokenId}, ${accountId}, ${whole(at)}, ${address}, ${agent})`,
  );
  await sql`with used (id, account_id, at, address, agent) as (values ${sql.join(rows)})
    update tokens set last_used_at = used.at, last_used_address = used.address, last_used_agent = used.agent
    from used where tokens.id = used.id and tokens.account_id = used.account_id
      and tokens.deleted_at is null and coalesce(tokens.last_used_at, 0) <= used.at`.execute(db);
}

async function writeSecretUses(db: Kysely<Schema>, uses: readonly SecretUse[]): Promise<void> {
  const rows = uses.map(({ secretId, accountId, at }) => sql`(${secretId}, ${accountId}, ${whole(at)})`);
  await sql`with used (id, account_id, at) as (values ${sql.join(rows)})
    update token_secrets set last_used_at = used.at
    from used where token_secrets.id = used.id and token_secrets.account_id = used.account_id
      and coalesce(token_secrets.last_used_at, 0) <= used.at
      and exists (select 1 from tokens where tokens.id = token_secrets.token_id and tokens.deleted_at is null)`.execute(
    db,
  );
}

async function writeMembersSeen(db: Kysely<Schema>, seen: readonly MemberSeen[]): Promise<void> {
  const rows = seen.map(
    ({ memberId, accountId, at, tokenId }) =>
      sql`(${memberId}, ${accountId}, ${whole(at)}, cast(${tokenId} as text))`,
  );
  await sql`with seen (id, account_id, at, token_id) as (values ${sql.join(rows)})
    update members set last_seen_at = seen.at, last_seen_token_id = seen.token_id
    from seen where members.id = seen.id and members.account_id = seen.account_id
      and members.removed_at is null and coalesce(members.last_seen_at, 0) <= seen.at`.execute(db);
}

/** The token may be a tombstone; one of another account is none. */
async function writeEndedUses(db: Kysely<Schema>, uses: readonly EndedUse[]): Promise<void> {
  const rows = uses.map(({ tokenId, accountId, at }) => sql`(${tokenId}, ${accountId}, ${whole(at)})`);
  await sql`with used (id, account_id, at) as (values ${sql.join(rows)})
    insert into ended_uses (token_id, account_id, at)
    select tokens.id, tokens.account_id, used.at from used
      join tokens on tokens.id = used.id and tokens.account_id = used.account_id where true
    on conflict (token_id) do update set at = excluded.at where ended_uses.at < excluded.at`.execute(db);
}

function whole(value: number): RawBuilder<number> {
  return sql`cast(${value} as bigint)`;
}

/** A statement takes each row once. */
function latestOf<T extends { readonly at: number }>(
  uses: readonly T[],
  idOf: (use: T) => string,
): readonly T[] {
  const latest = new Map<string, T>();
  for (const use of uses) {
    const known = latest.get(idOf(use));
    if (known === undefined || known.at <= use.at) latest.set(idOf(use), use);
  }
  return [...latest.values()];
}
