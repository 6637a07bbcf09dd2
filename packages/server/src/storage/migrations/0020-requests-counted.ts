import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Counts what was called before 0018. */
export const requestsCounted: Migration = {
  number: 20,
  name: 'requests counted',
  async up(db, { viewTokenDays }) {
    await viewTokenDays(db);
    await sql`update tokens set requests = (
      select sum(day.allowed + day.denied + day.refused) from token_days day where day.token_id = tokens.id)
      where id in (select token_id from token_days)`.execute(db);
    await sql`update token_usage set oldest_day = (
      select min(day.day) from token_days day where day.token_id = token_usage.token_id)`.execute(db);
    await sql`delete from account_usage`.execute(db);
    await sql`insert into account_usage (account_id, kind, day, allowed, denied, refused)
      select t.account_id, t.kind, day.day, sum(day.allowed), sum(day.denied), sum(day.refused)
      from token_days day join tokens t on t.id = day.token_id group by 1, 2, 3`.execute(db);
    await sql`drop view token_days`.execute(db);
  },
};
