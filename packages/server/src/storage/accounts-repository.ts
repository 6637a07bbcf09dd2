import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';
import type { AccountWrites } from './store.ts';

export function accountsRepository(db: Kysely<Schema>): AccountWrites {
  return {
    async findAccount(accountId) {
      const row = await db.selectFrom('accounts').selectAll().where('id', '=', accountId).executeTakeFirst();
      return (
        row && {
          id: row.id,
          key: row.key,
          organization: row.organization,
          serviceTokenLimit: row.service_token_limit,
          createdAt: row.created_at,
        }
      );
    },

    async hasAccount() {
      return (await db.selectFrom('accounts').select('id').limit(1).executeTakeFirst()) !== undefined;
    },

    async insertAccount(account) {
      await db
        .insertInto('accounts')
        .values({
          id: account.id,
          key: account.key,
          organization: account.organization,
          service_token_limit: account.serviceTokenLimit,
          created_at: account.createdAt,
        })
        .execute();
    },
  };
}
