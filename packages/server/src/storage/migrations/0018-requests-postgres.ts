/** Parts of released migrations: never edited. */
import { type Kysely, sql } from 'kysely';

/** The greatest whole number that JavaScript counts to: a token without expiry ends after all others. */
const NEVER = sql.raw(String(Number.MAX_SAFE_INTEGER));

export async function listRequestsOnPostgres(db: Kysely<never>): Promise<void> {
  await sql`create or replace view token_list as
    select t.id as "row", t.account_id, t.id as token_id, t.kind,
      case when t.kind = 'personal' and m.removed_at is not null then 2
        when t.disabled_at is not null then 1 else 0 end as state,
      t.created_at, t.modified_at, coalesce(t.expires_at, ${NEVER}) as expires_at,
      coalesce(t.last_used_at, 0) as used_at, t.role, t.member_id,
      lower(t.name collate "C") collate "C" as name_key, t.tags, t.name, t.description, t.last_four, t.requests
    from tokens t left join members m on m.id = t.member_id where t.deleted_at is null`.execute(db);
}

export async function indexRequestsOnPostgres(db: Kysely<never>): Promise<void> {
  await sql`create index tokens_list_requests on tokens (account_id, requests, id) where deleted_at is null`.execute(
    db,
  );
}

export async function viewTokenDaysOnPostgres(db: Kysely<never>): Promise<void> {
  await sql`create view token_days as
    select u.token_id, (day.value ->> 0)::bigint as day, (day.value ->> 1)::bigint as allowed,
      (day.value ->> 2)::bigint as denied, (day.value ->> 3)::bigint as refused
    from token_usage u cross join lateral jsonb_array_elements(u.days::jsonb) as day (value)`.execute(db);
}
