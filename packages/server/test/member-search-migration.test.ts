import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { Kysely, SqliteDialect } from 'kysely';
import { MIGRATIONS } from '../src/storage/migrations/migrate.ts';
import { SQLITE_DIALECT } from '../src/storage/migrations/migration.ts';
import { openSqliteStore } from '../src/storage/sqlite.ts';
import { kyselyDatabase, openSqliteFile } from '../src/storage/sqlite-connection.ts';
import { temporaryDirectory } from './test-service.ts';

test('members from before the migration are found and sorted by their names', async (t) => {
  const path = join(temporaryDirectory(t), 'keyward.db');
  const file = openSqliteFile(path, { readOnly: false });
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: kyselyDatabase(file) }) });
  file.exec('create table schema_migrations (number integer primary key, name text, applied_at bigint)');
  for (const { number, name, up } of MIGRATIONS.filter((step) => step.number < 7)) {
    await up(db, SQLITE_DIALECT);
    file.prepare('insert into schema_migrations values (?, ?, 0)').run(number, name);
  }
  file.exec("insert into accounts (id, key, organization, created_at) values ('account', 'default', '', 1)");
  const insert = file.prepare(
    `insert into members (id, account_id, email, email_key, first_name, last_name, role, created_at, version)
     values (?, 'account', ?, ?, ?, '', 'reader', 1, 1)`,
  );
  insert.run('one', 'Zed@example.com', 'zed@example.com', '');
  insert.run('two', 'a@example.com', 'a@example.com', 'Ödön');
  insert.run('three', 'b@example.com', 'b@example.com', 'Ann');
  await db.destroy();

  const store = await openSqliteStore(path, 0);
  t.after(() => store.close());
  const { members } = store.reads;
  const byName = [{ by: 'displayName', isDescending: false }] as const;
  assert.deepEqual(await members.listMemberIds('account', { filter: {}, orders: byName }), [
    'three',
    'one',
    'two',
  ]);
  assert.deepEqual(await members.listMemberIds('account', { filter: { query: 'ÖDÖN' }, orders: [] }), [
    'two',
  ]);
});
