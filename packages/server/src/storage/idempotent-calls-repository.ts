import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';
import type { IdempotentCallKey, IdempotentCalls } from './store.ts';

export function idempotentCallsRepository(db: Kysely<Schema>): IdempotentCalls {
  return {
    async findCall({ accountId, caller, operation, key }) {
      const row = await db
        .selectFrom('idempotent_calls')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('caller', '=', caller)
        .where('operation', '=', operation)
        .where('key', '=', key)
        .executeTakeFirst();
      return row && { bodyDigest: row.body_digest, targetId: row.target_id, answer: row.answer, at: row.at };
    },

    async insertCall(call, { bodyDigest, targetId, answer, at }) {
      await db
        .insertInto('idempotent_calls')
        .values({ ...keyColumns(call), body_digest: bodyDigest, target_id: targetId, answer, at })
        .execute();
    },

    async deleteCallsBefore(atMs) {
      await db.deleteFrom('idempotent_calls').where('at', '<', atMs).execute();
    },
  };
}

function keyColumns({ accountId, caller, operation, key }: IdempotentCallKey) {
  return { account_id: accountId, caller, operation, key };
}
