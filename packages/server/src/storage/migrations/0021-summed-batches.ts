import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * Tells the batches of uses that were added up for their account from those of nodes of an earlier version, which add up for tokens
 * alone. What such nodes left out beside 0018 to 0020 is made up for.
 */
export const summedBatches: Migration = {
  number: 21,
  name: 'summed batches',
  async up(db, { hasOtherNodes, viewTokenDays }) {
    await db.schema.alterTable('usage_batches').addColumn('summed_number', 'bigint').execute();
    await sql`update usage_batches set summed_number = number`.execute(db);
    await viewTokenDays(db);
    if (!hasOtherNodes) return;
    await sql`delete from account_usage`.execute(db);
    await sql`insert into account_usage (account_id, kind, day, allowed, denied, refused)
      select t.account_id, t.kind, day.day, sum(day.allowed), sum(day.denied), sum(day.refused)
      from token_days day join tokens t on t.id = day.token_id group by 1, 2, 3`.execute(db);
  },
};
