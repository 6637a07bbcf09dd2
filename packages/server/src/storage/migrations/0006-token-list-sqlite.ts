/** How SQLite keeps what lists and searches of tokens read. Part of a released migration: never edited. */
import { type Kysely, type RawBuilder, sql } from 'kysely';

/** The greatest whole number that JavaScript counts to: a token without expiry ends after all others. */
const NEVER = sql.raw(String(Number.MAX_SAFE_INTEGER));

const FOUND_COLUMNS = sql.raw('(rowid, name, description, token_id, last_four)');
const isRemoved = sql.raw(
  'exists (select 1 from members m where m.id = t.member_id and m.removed_at is not null)',
);

/** The row of a token `t` as it is listed. */
const listedRow = sql`t.account_id, t.id, t.kind,
  case when t.kind = 'personal' and ${isRemoved} then 2 when t.disabled_at is not null then 1 else 0 end,
  t.created_at, t.modified_at, coalesce(t.expires_at, ${NEVER}), coalesce(t.last_used_at, 0), t.role, t.member_id,
  lower(t.name), t.tags`;

const COLUMNS = sql.raw(
  '(account_id, token_id, kind, state, created_at, modified_at, expires_at, used_at, role, member_id, name_key, tags)',
);

const list = (where: string) =>
  sql`insert into token_list ${COLUMNS} select ${listedRow} from tokens t where t.deleted_at is null${sql.raw(where)}`;
const search = (where: string) =>
  sql`insert into token_search ${FOUND_COLUMNS} select l.row, t.name, t.description, t.id, t.last_four
    from token_list l join tokens t on t.id = l.token_id${sql.raw(where)}`;
const tag = (where: string) =>
  sql`insert into token_tags (account_id, tag, token_id) select distinct t.account_id, j.value, t.id
    from tokens t, json_each(t.tags) j where t.deleted_at is null${sql.raw(where)}`;

const ROW_OF_OLD = sql.raw('(select row from token_list where token_id = old.id)');

const unlist = sql`update token_totals set total = total - 1
    where account_id = old.account_id and kind = old.kind and exists (select 1 from token_list where token_id = old.id);
  delete from token_search where rowid = ${ROW_OF_OLD};
  delete from token_tags where token_id = old.id;
  delete from token_list where token_id = old.id`;

/**
 * SQLite counts nothing by itself, and without counts takes an account for a handful of rows and reads all of them where
 * an id was given. So it is told how a large account looks: rows, then rows for each value of the columns of an index.
 */
const STATISTICS: readonly (readonly [table: string, index: string, counts: string])[] = [
  ['tokens', 'sqlite_autoindex_tokens_1', '1000000 1'],
  ['tokens', 'tokens_newest', '1000000 1000000 500000 2 1'],
  ['tokens', 'tokens_of_member', '1000000 200 100 2 1'],
  ['tokens', 'tokens_inline', '10000 10000 1 1'],
  ['token_list', 'sqlite_autoindex_token_list_1', '1000000 1'],
  ['token_list', 'token_list_newest', '1000000 1000000 2 1 1 1 1 1'],
  ['token_list', 'token_list_name', '1000000 1000000 1 1 1 1 1 1'],
  ['token_list', 'token_list_modified', '1000000 1000000 1 1 1 1 1 1'],
  ['token_list', 'token_list_used', '1000000 1000000 5 1 1 1 1 1 1'],
  ['token_list', 'token_list_end', '1000000 1000000 100 1 1 1 1'],
  ['token_list', 'token_list_state', '1000000 1000000 400000 100 2 1'],
  ['token_list', 'token_list_kind', '1000000 1000000 500000'],
  ['token_list', 'token_list_role', '1000000 1000000 250000'],
  ['token_list', 'token_list_member', '1000000 1000000 200 150'],
  ['token_tags', 'sqlite_autoindex_token_tags_1', '1000000 1000000 10000 1'],
  ['token_tags', 'token_tags_token', '1000000 2'],
];

/**
 * What lists of tokens are made of: one narrow row for each token that was not deleted, kept by triggers, so that the
 * rows which verification reads need no index for every column that people sort by.
 */
export async function buildTokenListOnSqlite(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable('token_list')
    // A number of its own: that of a table with a text as key changes when the file is compacted.
    .addColumn('row', 'integer', (column) => column.primaryKey())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('token_id', 'text', (column) => column.notNull().unique())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('state', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('modified_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('used_at', 'bigint', (column) => column.notNull())
    .addColumn('role', 'text')
    .addColumn('member_id', 'text', (column) => column.notNull())
    .addColumn('name_key', 'text', (column) => column.notNull())
    .addColumn('tags', 'text', (column) => column.notNull())
    .execute();
  /** What lists are narrowed by most, so that a long one is gone through without a look at its rows. */
  const narrowing = ['state', 'kind', 'role'] as const;
  for (const [index, columns] of [
    ['newest', ['created_at desc', 'token_id', 'expires_at', ...narrowing]],
    ['name', ['name_key', 'token_id', 'expires_at', ...narrowing]],
    ['modified', ['modified_at', 'token_id', 'expires_at', ...narrowing]],
    ['used', ['used_at', 'token_id', 'created_at', 'expires_at', ...narrowing]],
    ['end', ['expires_at', 'token_id', ...narrowing]],
    ['state', ['state', 'expires_at', 'created_at', 'used_at']],
    ['kind', ['kind']],
    ['role', ['role']],
    ['member', ['member_id', 'kind']],
  ] as const) {
    await db.schema
      .createIndex(`token_list_${index}`)
      .on('token_list')
      .columns(['account_id', ...columns])
      .execute();
  }

  await db.schema
    .createTable('token_tags')
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('tag', 'text', (column) => column.notNull())
    .addColumn('token_id', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('token_tags_key', ['account_id', 'tag', 'token_id'])
    .execute();
  await db.schema.createIndex('token_tags_token').on('token_tags').column('token_id').execute();

  /** How many tokens there are, which every page says: to count a million takes longer than to find a page of them. */
  await db.schema
    .createTable('token_totals')
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('total', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('token_totals_key', ['account_id', 'kind'])
    .execute();

  for (const statement of TOKEN_SEARCH_ON_SQLITE) await statement.execute(db);
}

/** Three letters in a row are what texts are found by; the texts themselves stay in their own table. */
export const TOKEN_SEARCH_ON_SQLITE: readonly RawBuilder<unknown>[] = [
  sql`create virtual table token_search using fts5(
    name, description, token_id, last_four, content = '', contentless_delete = 1, tokenize = 'trigram')`,
  list(' order by t.created_at, t.id'),
  search(''),
  tag(''),
  sql`insert into token_totals (account_id, kind, total) select account_id, kind, count(*) from token_list group by 1, 2`,

  sql`create trigger token_listed after insert on tokens when new.deleted_at is null begin
    ${list(' and t.id = new.id')};
    ${search(' where t.id = new.id')};
    ${tag(' and t.id = new.id')};
    insert into token_totals (account_id, kind, total) values (new.account_id, new.kind, 1)
      on conflict (account_id, kind) do update set total = total + 1;
  end`,

  sql`create trigger token_unlisted after update of deleted_at on tokens
    when new.deleted_at is not null and old.deleted_at is null begin ${unlist}; end`,
  sql`create trigger token_forgotten before delete on tokens begin
    ${unlist};
    delete from ended_uses where token_id = old.id;
  end`,

  sql`create trigger token_relisted after update on tokens
    when new.deleted_at is null and (new.name <> old.name or new.modified_at <> old.modified_at
      or new.expires_at is not old.expires_at or new.disabled_at is not old.disabled_at
      or new.role is not old.role or new.tags <> old.tags) begin
    update token_list set
      state = case when state = 2 then 2 when new.disabled_at is not null then 1 else 0 end,
      modified_at = new.modified_at, expires_at = coalesce(new.expires_at, ${NEVER}), role = new.role,
      name_key = lower(new.name), tags = new.tags
    where token_id = new.id;
  end`,
  sql`create trigger token_used after update of last_used_at on tokens when new.deleted_at is null begin
    update token_list set used_at = coalesce(new.last_used_at, 0) where token_id = new.id;
  end`,
  sql`create trigger token_refound after update of name, description, last_four on tokens
    when new.deleted_at is null and (new.name <> old.name or new.description <> old.description
      or new.last_four <> old.last_four) begin
    delete from token_search where rowid = ${ROW_OF_OLD};
    ${search(' where t.id = new.id')};
  end`,
  sql`create trigger token_retagged after update of tags on tokens
    when new.deleted_at is null and new.tags <> old.tags begin
    delete from token_tags where token_id = new.id;
    ${tag(' and t.id = new.id')};
  end`,

  sql`create trigger token_holder_removed after update of removed_at on members
    when new.removed_at is not old.removed_at begin
    update token_list set state = case
      when new.removed_at is not null then 2
      when (select disabled_at from tokens where id = token_id) is not null then 1
      else 0 end
    where account_id = new.account_id and member_id = new.id and kind = 'personal';
  end`,

  sql`analyze sqlite_schema`,
  ...STATISTICS.map(
    ([table, index, counts]) =>
      sql`insert into sqlite_stat1 (tbl, idx, stat) values (${sql.lit(table)}, ${sql.lit(index)}, ${sql.lit(counts)})`,
  ),
];
