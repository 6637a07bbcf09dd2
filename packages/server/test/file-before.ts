import type { DatabaseSync } from 'node:sqlite';
import { Kysely, SqliteDialect } from 'kysely';
import { MIGRATIONS } from '../src/storage/migrations/migrate.ts';
import { SQLITE_DIALECT } from '../src/storage/migrations/migration.ts';
import { kyselyDatabase, openSqliteFile } from '../src/storage/sqlite-connection.ts';

/** A database as the version before a migration made it. Whoever fills it closes it. */
export async function fileBefore(path: string, migration: number): Promise<DatabaseSync> {
  const file = openSqliteFile(path, { readOnly: false });
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: kyselyDatabase(file) }) });
  file.exec('create table schema_migrations (number integer primary key, name text, applied_at bigint)');
  for (const { number, name, up } of MIGRATIONS.filter((step) => step.number < migration)) {
    await up(db, SQLITE_DIALECT);
    file.prepare('insert into schema_migrations values (?, ?, 0)').run(number, name);
  }
  return file;
}
