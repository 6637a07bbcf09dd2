import type { Kysely } from 'kysely';
import { batchesOf } from './batches.ts';
import type { OneTimeCodes } from './one-time-code-store.ts';
import type { Schema } from './schema.ts';

export function oneTimeCodesRepository(db: Kysely<Schema>): OneTimeCodes {
  return {
    async findCode(kind, subjectId) {
      const row = await db
        .selectFrom('one_time_codes')
        .selectAll()
        .where('kind', '=', kind)
        .where('subject_id', '=', subjectId)
        .executeTakeFirst();
      return row && { digest: row.digest, expiresAt: row.expires_at };
    },

    async findCodeSubject(kind, digest) {
      const row = await db
        .selectFrom('one_time_codes')
        .selectAll()
        .where('kind', '=', kind)
        .where('digest', '=', digest)
        .executeTakeFirst();
      return row && { subjectId: row.subject_id, expiresAt: row.expires_at };
    },

    async replaceCode(kind, subjectId, { digest, expiresAt }) {
      const values = { digest, expires_at: expiresAt };
      await db
        .insertInto('one_time_codes')
        .values({ kind, subject_id: subjectId, ...values })
        .onConflict((conflict) => conflict.columns(['kind', 'subject_id']).doUpdateSet(values))
        .execute();
    },

    async deleteCodes(kinds, subjectIds) {
      for (const ids of batchesOf(subjectIds)) {
        await db
          .deleteFrom('one_time_codes')
          .where('kind', 'in', kinds)
          .where('subject_id', 'in', ids)
          .execute();
      }
    },

    async deleteCode(kind, subjectId) {
      await db
        .deleteFrom('one_time_codes')
        .where('kind', '=', kind)
        .where('subject_id', '=', subjectId)
        .execute();
    },
  };
}
