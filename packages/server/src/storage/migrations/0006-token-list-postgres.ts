/** How PostgreSQL shows what lists of tokens read. Part of a released migration: never edited. */
import { type Kysely, sql } from 'kysely';

/** The greatest whole number that JavaScript counts to: a token without expiry ends after all others. */
const NEVER = sql.raw(String(Number.MAX_SAFE_INTEGER));

/** The same tables as on SQLite, as views: PostgreSQL finds its way through the tokens themselves by their indexes. */
export async function viewTokenListOnPostgres(db: Kysely<never>): Promise<void> {
  for (const statement of [
    sql`create view token_list as
      select t.id as "row", t.account_id, t.id as token_id, t.kind,
        case when t.kind = 'personal' and m.removed_at is not null then 2
          when t.disabled_at is not null then 1 else 0 end as state,
        t.created_at, t.modified_at, coalesce(t.expires_at, ${NEVER}) as expires_at,
        coalesce(t.last_used_at, 0) as used_at, t.role, t.member_id,
        lower(t.name collate "C") collate "C" as name_key, t.tags
      from tokens t join members m on m.id = t.member_id where t.deleted_at is null`,
    sql`create view token_tags as
      select distinct t.account_id, tag.value as tag, t.id as token_id
      from tokens t cross join lateral jsonb_array_elements_text(t.tags::jsonb) as tag (value)
      where t.deleted_at is null`,
    sql`create view token_totals as
      select account_id, kind, count(*) as total from tokens where deleted_at is null group by account_id, kind`,
  ]) {
    await statement.execute(db);
  }
}
