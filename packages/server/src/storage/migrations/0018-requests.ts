import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** How often each token, and all of an account together, were called: lists are sorted by it, and nobody adds up a million rows. */
export const requests: Migration = {
  number: 18,
  name: 'requests',
  async up(db, { countRequests }) {
    await db.schema
      .alterTable('tokens')
      .addColumn('requests', 'bigint', (column) => column.notNull().defaultTo(0))
      .execute();
    await db.schema.alterTable('token_usage').addColumn('oldest_day', 'bigint').execute();
    await db.schema.createIndex('token_usage_oldest').on('token_usage').column('oldest_day').execute();
    await db.schema
      .createTable('account_usage')
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('day', 'bigint', (column) => column.notNull())
      .addColumn('allowed', 'bigint', (column) => column.notNull())
      .addColumn('denied', 'bigint', (column) => column.notNull())
      .addColumn('refused', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('account_usage_key', ['account_id', 'kind', 'day'])
      .execute();
    await countRequests(db);
    await sql`update tokens set requests = (
      select sum(day.allowed + day.denied + day.refused) from token_days day where day.token_id = tokens.id)
      where id in (select token_id from token_days)`.execute(db);
    await sql`update token_usage set oldest_day = (
      select min(day.day) from token_days day where day.token_id = token_usage.token_id)`.execute(db);
    await sql`insert into account_usage (account_id, kind, day, allowed, denied, refused)
      select t.account_id, t.kind, day.day, sum(day.allowed), sum(day.denied), sum(day.refused)
      from token_days day join tokens t on t.id = day.token_id group by 1, 2, 3`.execute(db);
    await sql`drop view token_days`.execute(db);
  },
};
