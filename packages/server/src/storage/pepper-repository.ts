import { type ExpressionBuilder, type Kysely, sql } from 'kysely';
import type { PepperUse, Redigest } from './pepper-store.ts';
import type { Schema } from './schema.ts';

export async function countSecretsByPepper(db: Kysely<Schema>, nowMs: number): Promise<readonly PepperUse[]> {
  return db
    .selectFrom('token_secrets')
    .innerJoin('tokens', 'tokens.id', 'token_secrets.token_id')
    .where((where) => isNotEnded(where, nowMs))
    .select(['token_secrets.pepper_id as pepperId', sql<number>`count(*)`.as('secrets')])
    .groupBy('token_secrets.pepper_id')
    .execute();
}

export async function forgetPepper(db: Kysely<Schema>, pepperId: string): Promise<void> {
  await db.deleteFrom('secret_forms').where('pepper_id', '=', pepperId).execute();
}

/** What has ended stays as it is, and so does what was moved already. */
export async function moveDigests(
  db: Kysely<Schema>,
  moves: readonly Redigest[],
  nowMs: number,
): Promise<void> {
  for (const { accountId, secretId, from, to, pepperId } of moves) {
    const moved = await db
      .updateTable('token_secrets')
      .set({ digest: to, pepper_id: pepperId })
      .where('account_id', '=', accountId)
      .where('id', '=', secretId)
      .where('digest', '=', from)
      .where((where) =>
        where.exists(
          where
            .selectFrom('tokens')
            .select('tokens.id')
            .whereRef('tokens.id', '=', 'token_secrets.token_id')
            .where('tokens.deleted_at', 'is', null),
        ),
      )
      .where((where) => where.or([where('ends_at', 'is', null), where('ends_at', '>', nowMs)]))
      .returning('prefix')
      .executeTakeFirst();
    if (moved === undefined) continue;
    await db
      .insertInto('secret_forms')
      .values({ pepper_id: pepperId, prefix: moved.prefix })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

function isNotEnded(where: ExpressionBuilder<Schema, 'token_secrets' | 'tokens'>, nowMs: number) {
  return where.and([
    where('tokens.deleted_at', 'is', null),
    where.or([where('tokens.expires_at', 'is', null), where('tokens.expires_at', '>', nowMs)]),
    where.or([where('token_secrets.ends_at', 'is', null), where('token_secrets.ends_at', '>', nowMs)]),
  ]);
}
