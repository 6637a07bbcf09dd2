/** Parts of released migrations: never edited. */
import { type Kysely, sql } from 'kysely';

const requestsOfToken = sql.raw('(select requests from tokens where id = new.token_id)');

export async function listRequestsOnSqlite(db: Kysely<never>): Promise<void> {
  for (const statement of [
    sql`alter table token_list add column requests bigint not null default 0`,
    sql`create trigger token_list_counted after insert on token_list when ${requestsOfToken} > 0 begin
      update token_list set requests = ${requestsOfToken} where "row" = new."row";
    end`,
    sql`create trigger token_counted after update of requests on tokens when new.requests <> old.requests begin
      update token_list set requests = new.requests where token_id = new.id;
    end`,
  ])
    await statement.execute(db);
}

/** With what lists are narrowed by most, so that a long one is gone through without a look at its rows. */
export async function indexRequestsOnSqlite(db: Kysely<never>): Promise<void> {
  for (const statement of [
    sql`create index token_list_requests on token_list
      (account_id, requests, token_id, created_at, expires_at, state, kind, role, used_at)`,
    sql`insert into sqlite_stat1 (tbl, idx, stat) values
      ('token_list', 'token_list_requests', '1000000 1000000 5 1 1 1 1 1 1 1'),
      ('token_usage', 'sqlite_autoindex_token_usage_1', '1000000 1'),
      ('token_usage', 'token_usage_oldest', '1000000 30000')`,
  ])
    await statement.execute(db);
}

export async function viewTokenDaysOnSqlite(db: Kysely<never>): Promise<void> {
  await sql`create view token_days as
    select u.token_id, day.value ->> 0 as day, day.value ->> 1 as allowed, day.value ->> 2 as denied, day.value ->> 3 as refused
    from token_usage u, json_each(u.days) day`.execute(db);
}
