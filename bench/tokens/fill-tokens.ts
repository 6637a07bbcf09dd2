import { DatabaseSync } from 'node:sqlite';
import { Kysely, SqliteDialect } from 'kysely';
import { TOKEN_SEARCH_ON_SQLITE } from '../../packages/server/src/storage/migrations/0006-token-list-sqlite.ts';
import { kyselyDatabase } from '../../packages/server/src/storage/sqlite-connection.ts';
import {
  CALLED_AFTER_END,
  MEMBER_COLUMNS,
  memberRows,
  NOW_MS,
  TOKEN_COLUMNS,
  tokenRows,
} from './token-rows.ts';

/** Tokens beside those there are, straight into the tables; then the list is made anew, as a migration fills it. */
export async function fillTokens(path: string, accountId: string, size: number): Promise<void> {
  const database = new DatabaseSync(path);
  database.exec('pragma journal_mode = wal; pragma synchronous = off; pragma cache_size = -1000000; begin');
  const trigger = database.prepare("select sql from sqlite_schema where name = 'token_listed'").get();
  database.exec('drop trigger token_listed');
  database
    .prepare('insert or ignore into accounts (id, key, organization, created_at) values (?, ?, ?, 1)')
    .run(accountId, 'default', 'Bench');
  const inserter = (table: string, columns: string) =>
    database.prepare(`insert into ${table} (${columns}) values (${columns.replace(/\w+/g, '?')})`);
  const member = inserter('members', MEMBER_COLUMNS);
  for (const row of memberRows(accountId)) member.run(...row);
  const token = inserter('tokens', TOKEN_COLUMNS);
  for (const row of tokenRows(accountId, size)) token.run(...row);
  database
    .prepare(
      'insert into ended_uses (token_id, account_id, at) select id, account_id, ? from tokens where account_id = ? and rowid % ? = 0',
    )
    .run(NOW_MS - 1, accountId, CALLED_AFTER_END);
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: kyselyDatabase(database) }) });
  for (const table of ['token_search', 'token_tags', 'token_totals', 'token_list']) {
    database.exec(`delete from ${table}`);
  }
  for (const statement of TOKEN_SEARCH_ON_SQLITE.slice(1, 5)) await statement.execute(db);
  database.exec(String(trigger?.sql));
  database.exec('commit');
  await db.destroy();
}
