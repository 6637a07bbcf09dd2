import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** What every decision in an account depends on has changed: no node goes on with what it keeps in memory. */
export async function renewRules(db: Kysely<Schema>, accountId: string): Promise<void> {
  await db
    .updateTable('accounts')
    .set((set) => ({ rules_version: set('rules_version', '+', 1) }))
    .where('id', '=', accountId)
    .execute();
}
