import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';
import type { SetupCodes } from './store.ts';

const ONLY_SLOT = 1;

export function setupCodesRepository(db: Kysely<Schema>): SetupCodes {
  return {
    async findSetupCode() {
      const row = await db.selectFrom('setup_codes').selectAll().executeTakeFirst();
      return row && { digest: row.digest, expiresAt: row.expires_at };
    },

    async replaceSetupCode(digest, expiresAt) {
      await db
        .insertInto('setup_codes')
        .values({ slot: ONLY_SLOT, digest, expires_at: expiresAt })
        .onConflict((conflict) => conflict.column('slot').doUpdateSet({ digest, expires_at: expiresAt }))
        .execute();
    },

    async deleteSetupCode() {
      await db.deleteFrom('setup_codes').execute();
    },
  };
}
