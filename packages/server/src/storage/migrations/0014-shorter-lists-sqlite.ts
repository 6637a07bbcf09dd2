/** Part of a released migration: never edited. */
import { type Kysely, sql } from 'kysely';

/** Where a tagged token stands in the list, and when it was made. */
const PLACE = sql.raw(
  '(select l.created_at, l."row" from token_list l where l.token_id = token_tags.token_id)',
);

/** One member more, or fewer. */
const counted = (row: 'new' | 'old', difference: 1 | -1) =>
  sql`insert into member_totals (account_id, total) values (${sql.ref(`${row}.account_id`)}, ${sql.lit(difference)})
    on conflict (account_id) do update set total = total + ${sql.lit(difference)}`;

const STATEMENTS = [
  sql`alter table token_tags add column created_at bigint not null default 0`,
  sql`alter table token_tags add column "row" integer not null default 0`,
  sql`update token_tags set (created_at, "row") = ${PLACE}`,
  sql`create index token_tags_newest on token_tags (account_id, tag, created_at desc, token_id, "row")`,
  sql`create trigger token_tag_placed after insert on token_tags begin
    update token_tags set (created_at, "row") = ${PLACE}
    where account_id = new.account_id and tag = new.tag and token_id = new.token_id;
  end`,

  sql`drop index token_list_newest`,
  sql`create index token_list_newest on token_list
    (account_id, created_at desc, token_id, expires_at, state, kind, role, used_at)`,

  sql`create table member_totals (account_id text primary key not null, total bigint not null) without rowid`,
  sql`insert into member_totals (account_id, total)
    select account_id, count(*) from members where removed_at is null group by account_id`,
  sql`create trigger member_counted after insert on members when new.removed_at is null begin
    ${counted('new', 1)};
  end`,
  sql`create trigger member_discounted after update of removed_at on members
    when new.removed_at is not null and old.removed_at is null begin ${counted('new', -1)}; end`,
  sql`create trigger member_recounted after update of removed_at on members
    when new.removed_at is null and old.removed_at is not null begin ${counted('new', 1)}; end`,
  sql`create trigger member_forgotten before delete on members when old.removed_at is null begin
    ${counted('old', -1)};
  end`,

  sql`delete from sqlite_stat1 where idx = 'token_list_newest'`,
  sql`insert into sqlite_stat1 (tbl, idx, stat) values
    ('token_list', 'token_list_newest', '1000000 1000000 2 1 1 1 1 1 1'),
    ('token_tags', 'token_tags_newest', '1000000 1000000 10000 1 1 1')`,
];

export async function shortenListsOnSqlite(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(db);
}
