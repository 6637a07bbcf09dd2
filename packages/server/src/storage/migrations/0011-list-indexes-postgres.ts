/** How PostgreSQL leads lists of tokens to their rows. Part of a released migration: never edited. */
import { type Kysely, sql } from 'kysely';

/** The greatest whole number that JavaScript counts to: a token without expiry ends after all others. */
const NEVER = sql.raw(String(Number.MAX_SAFE_INTEGER));
const NAME_KEY = sql.raw('lower(name collate "C") collate "C"');

/** What a list is sorted by, each with an index that holds it in that order. */
const ORDERS = {
  modified: sql`modified_at`,
  used: sql`coalesce(last_used_at, 0)`,
  end: sql`coalesce(expires_at, ${NEVER})`,
  name: sql`(${NAME_KEY})`,
};

export async function indexListsOnPostgres(db: Kysely<never>): Promise<void> {
  for (const [name, key] of Object.entries(ORDERS)) {
    await sql`create index ${sql.ref(`tokens_list_${name}`)} on tokens (account_id, ${key}, id)
      where deleted_at is null`.execute(db);
  }
  for (const statement of STATEMENTS) await statement.execute(db);
}

const STATEMENTS = [
  sql`create index tokens_list_newest on tokens (account_id, created_at desc, id) where deleted_at is null`,

  // A left join is left out where nothing of the member is asked for.
  sql`create or replace view token_list as
    select t.id as "row", t.account_id, t.id as token_id, t.kind,
      case when t.kind = 'personal' and m.removed_at is not null then 2
        when t.disabled_at is not null then 1 else 0 end as state,
      t.created_at, t.modified_at, coalesce(t.expires_at, ${NEVER}) as expires_at,
      coalesce(t.last_used_at, 0) as used_at, t.role, t.member_id,
      lower(t.name collate "C") collate "C" as name_key, t.tags, t.name, t.description, t.last_four
    from tokens t left join members m on m.id = t.member_id where t.deleted_at is null`,

  sql`drop view token_tags`,
  sql`create table token_tags (
    account_id text not null, tag text not null, token_id text not null,
    primary key (account_id, tag, token_id))`,
  sql`create index token_tags_token on token_tags (token_id)`,
  sql`insert into token_tags (account_id, tag, token_id)
    select distinct t.account_id, tag.value, t.id
    from tokens t cross join lateral jsonb_array_elements_text(t.tags::jsonb) as tag (value)
    where t.deleted_at is null`,

  sql`drop view token_totals`,
  sql`create table token_totals (
    account_id text not null, kind text not null, total bigint not null, primary key (account_id, kind))`,
  sql`insert into token_totals (account_id, kind, total)
    select account_id, kind, count(*) from tokens where deleted_at is null group by account_id, kind`,

  // For each statement: a row that is updated a million times in one transaction, as by a copy, takes hours.
  sql`create function keyward_list_added_tokens() returns trigger language plpgsql as $$
    begin
      insert into token_totals (account_id, kind, total)
        select account_id, kind, count(*) from added where deleted_at is null group by account_id, kind
        on conflict (account_id, kind) do update set total = token_totals.total + excluded.total;
      insert into token_tags (account_id, tag, token_id)
        select distinct t.account_id, tag.value, t.id
        from added t cross join lateral jsonb_array_elements_text(t.tags::jsonb) as tag (value)
        where t.deleted_at is null;
      return null;
    end $$`,
  sql`create trigger tokens_added after insert on tokens referencing new table as added
    for each statement execute function keyward_list_added_tokens()`,

  sql`create function keyward_list_changed_token() returns trigger language plpgsql as $$
    begin
      if old.deleted_at is not null then
        return null;
      end if;
      delete from token_tags where token_id = old.id;
      if tg_op = 'DELETE' or new.deleted_at is not null then
        update token_totals set total = total - 1 where account_id = old.account_id and kind = old.kind;
      else
        insert into token_tags (account_id, tag, token_id)
          select distinct new.account_id, tag.value, new.id from jsonb_array_elements_text(new.tags::jsonb) as tag (value);
      end if;
      return null;
    end $$`,
  sql`create trigger token_changed after delete or update of deleted_at, tags on tokens
    for each row execute function keyward_list_changed_token()`,
];
