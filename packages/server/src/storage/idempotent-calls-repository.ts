import type { Kysely } from 'kysely';
import type { IdempotentCallKey, IdempotentCalls } from './idempotent-call-store.ts';
import type { Schema } from './schema.ts';

/** Beside what a change may do: the answer after it. */
interface IdempotentCallsRepository extends IdempotentCalls {
  rememberAnswer(call: IdempotentCallKey, answer: string): Promise<void>;
}

export function idempotentCallsRepository(db: Kysely<Schema>): IdempotentCallsRepository {
  return {
    async findCall(call) {
      const row = await db
        .selectFrom('idempotent_calls')
        .selectAll()
        .where((where) => where.and(keyColumns(call)))
        .executeTakeFirst();
      return row && { bodyDigest: row.body_digest, targetId: row.target_id, answer: row.answer, at: row.at };
    },

    async insertCall(call, { bodyDigest, targetId, answer, at }) {
      await db
        .insertInto('idempotent_calls')
        .values({ ...keyColumns(call), body_digest: bodyDigest, target_id: targetId, answer, at })
        .execute();
    },

    async rememberAnswer(call, answer) {
      await db
        .updateTable('idempotent_calls')
        .set({ answer })
        .where((where) => where.and(keyColumns(call)))
        .where('answer', 'is', null)
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
