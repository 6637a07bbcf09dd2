import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { SchemaTooNew } from '../src/storage/migrations/migrate.ts';
import { openSqliteStore } from '../src/storage/sqlite.ts';
import { StorageUnavailable } from '../src/storage/store.ts';
import { testStore } from './store-suite.ts';
import { temporaryDirectory } from './test-service.ts';

async function openStore(t: TestContext) {
  const path = join(temporaryDirectory(t), 'keyward.db');
  const store = await openSqliteStore(path, 0);
  t.after(() => store.close());
  const beside = new DatabaseSync(path);
  t.after(() => beside.close());
  return {
    store,
    query: async (sql: string) => beside.prepare(sql).all(),
    refuseUpdates: async (table: string) =>
      beside.exec(`create trigger no before update on ${table} begin select raise(abort, 'no'); end`),
  };
}

testStore('sqlite', openStore);

const CLOCK = { now: () => 0 };
const announcement = { accountId: null, kind: 'one_time_code', id: 'deployment' } as const;

test('a change that awaits anything but the database is undone', async (t) => {
  const { store, query } = await openStore(t);
  await assert.rejects(
    store.change(CLOCK, async (changes) => {
      changes.recordChange(announcement);
      await delay(1);
    }),
    /must await nothing but the database/,
  );
  assert.deepEqual(await query('select * from change_log'), []);
  await store.change(CLOCK, async (changes) => changes.recordChange(announcement));
  assert.equal((await query('select * from change_log')).length, 1);
});

test('every commit is synced to the disk and foreign keys are held', async (t) => {
  const path = join(temporaryDirectory(t), 'keyward.db');
  const { openSqliteFile } = await import('../src/storage/sqlite-connection.ts');
  const database = openSqliteFile(path, { readOnly: false });
  t.after(() => database.close());
  const pragma = (name: string) => Object.values(database.prepare(`pragma ${name}`).get() ?? {})[0];
  assert.equal(pragma('journal_mode'), 'wal');
  assert.equal(pragma('synchronous'), 2);
  assert.equal(pragma('foreign_keys'), 1);
  assert.equal(pragma('busy_timeout'), 5_000);
});

test('a file that a later version wrote is refused and left as it is', async (t) => {
  const path = join(temporaryDirectory(t), 'keyward.db');
  await (await openSqliteStore(path, 0)).close();
  const file = new DatabaseSync(path);
  file.exec("insert into schema_migrations (number, name, applied_at) values (9999, 'later', 0)");
  file.close();
  await assert.rejects(openSqliteStore(path, 0), SchemaTooNew);
  await assert.rejects(openSqliteStore(path, 0), /schema version 9999.*start the newer keyward/);
});

test('a file that is no database is refused', async (t) => {
  const path = join(temporaryDirectory(t), 'keyward.db');
  const { writeFileSync, readFileSync } = await import('node:fs');
  writeFileSync(path, 'this is a letter to a friend, long enough to be no database header'.repeat(20));
  const before = readFileSync(path);
  await assert.rejects(openSqliteStore(path, 0), StorageUnavailable);
  assert.deepEqual(readFileSync(path), before);
});

test('a failed write is the store being unavailable, and undoes the whole change', async (t) => {
  const { store, query } = await openStore(t);
  await query("create trigger full before insert on change_log begin select raise(abort, 'no room'); end");
  await assert.rejects(store.change(CLOCK, async (changes) => changes.recordChange(announcement)));
  await query('drop trigger full');
  assert.deepEqual(await query('select value from sequence'), [
    Object.assign(Object.create(null), { value: 0 }),
  ]);
  await store.checkWritable();
});
