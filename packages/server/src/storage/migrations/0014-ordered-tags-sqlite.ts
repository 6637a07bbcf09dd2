/** Part of a released migration: never edited. */
import { type Kysely, sql } from 'kysely';

/** Where a tagged token stands in the list, and when it was made. */
const PLACE = sql.raw(
  '(select l.created_at, l."row" from token_list l where l.token_id = token_tags.token_id)',
);

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

  sql`delete from sqlite_stat1 where idx = 'token_list_newest'`,
  sql`insert into sqlite_stat1 (tbl, idx, stat) values
    ('token_list', 'token_list_newest', '1000000 1000000 2 1 1 1 1 1 1'),
    ('token_tags', 'token_tags_newest', '1000000 1000000 10000 1 1 1')`,
];

export async function orderTagsOnSqlite(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(db);
}
