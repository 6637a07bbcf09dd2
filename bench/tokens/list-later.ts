import type { DatabaseSync } from 'node:sqlite';
import { Kysely, SqliteDialect } from 'kysely';
import { TOKEN_SEARCH_ON_SQLITE } from '../../packages/server/src/storage/migrations/0006-token-list-sqlite.ts';
import { kyselyDatabase } from '../../packages/server/src/storage/sqlite-connection.ts';

/** Fills tables in one transaction without listing each token: then the list is made anew, as a migration fills it. Closes the database. */
export async function listLater(database: DatabaseSync, fill: () => void): Promise<void> {
  database.exec('pragma synchronous = off; pragma cache_size = -1000000; begin immediate');
  const trigger = database.prepare("select sql from sqlite_schema where name = 'token_listed'").get();
  database.exec('drop trigger token_listed');
  fill();
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: kyselyDatabase(database) }) });
  for (const table of ['token_search', 'token_tags', 'token_totals', 'token_list']) {
    database.exec(`delete from ${table}`);
  }
  for (const statement of TOKEN_SEARCH_ON_SQLITE.slice(1, 5)) await statement.execute(db);
  database.exec(String(trigger?.sql));
  database.exec('commit');
  await db.destroy();
}
