import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { SchemaTooNew } from '../src/storage/migrations/migrate.ts';
import type { Schema } from '../src/storage/schema.ts';
import { openSqliteStore } from '../src/storage/sqlite.ts';
import { StorageUnavailable } from '../src/storage/store.ts';
import { NEWEST_FIRST, type TokenCondition } from '../src/storage/token-list-store.ts';
import { fileBefore } from './file-before.ts';
import { usesOf } from './store-suite/fixtures.ts';
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

test('uses are written while nothing else is: who signs in may have read already', async (t) => {
  const { store, query } = await openStore(t);
  const use = (recorderId: string) =>
    store.recordUses({ ...usesOf({}), batch: { recorderId, number: 1, at: 1 } });
  const recorders = async () => query('select recorder_id from usage_batches');
  await use('before');
  const db = store.signInDatabase.db as Kysely<Schema>;
  let writing: Promise<void> | undefined;
  await db.transaction().execute(async (transaction) => {
    const { value } = await transaction.selectFrom('sequence').select('value').executeTakeFirstOrThrow();
    writing = use('meanwhile');
    for (let asked = 0; asked < 200; asked++) await store.reads.accounts.listAccounts();
    assert.equal((await recorders()).length, 1);
    await transaction.updateTable('sequence').set({ value }).execute();
  });
  await writing;
  assert.equal((await recorders()).length, 2);
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

test('tokens that were there before the list are in it, and a compacted file finds them still', async (t) => {
  const path = join(temporaryDirectory(t), 'keyward.db');
  const file = await fileBefore(path, 6);
  file.exec(`insert into accounts (id, key, organization, created_at) values ('a', 'default', 'Example', 1);
    insert into members (id, account_id, email, email_key, first_name, last_name, role, created_at, version, removed_at)
      values ('m', 'a', 'ann@example.com', 'ann@example.com', 'Ann', '', 'reader', 1, 1, null),
        ('g', 'a', 'gone@example.com', 'gone@example.com', 'Gone', '', 'reader', 1, 1, 5);`);
  const insert =
    file.prepare(`insert into tokens (id, account_id, kind, member_id, name, description, role, default_api_version,
      created_at, modified_at, version, last_four, tags, deleted_at) values (?, 'a', 'personal', ?, ?, '', 'reader', 20240415, ?, 1, 1, 'abcd', ?, ?)`);
  insert.run('t3', 'm', 'third', 3, '["x","y"]', null);
  insert.run('t1', 'g', 'first', 1, '[]', null);
  insert.run('t2', 'm', 'deleted', 2, '["x"]', 9);
  file.close();

  const query = (...conditions: TokenCondition[]) => ({
    visible: { serviceTokens: true, allPersonalTokens: true },
    conditions,
    nowMs: 10,
  });
  const prove = async () => {
    const store = await openSqliteStore(path, 0);
    const list = async (...conditions: TokenCondition[]) => {
      const page = { limit: 10, offset: 0 };
      const { items } = await store.reads.tokens.listTokens('a', query(...conditions), NEWEST_FIRST, page);
      return items.map(({ token }) => token.id);
    };
    assert.deepEqual(await list(), ['t3', 't1']);
    assert.equal(await store.reads.tokens.countTokens('a', query()), 2);
    assert.deepEqual(await list({ text: 'third' }), ['t3']);
    assert.deepEqual(await list({ text: 'first' }), ['t1']);
    assert.deepEqual(await list({ text: 'deleted' }), []);
    assert.deepEqual(await list({ tag: 'x' }), ['t3']);
    assert.deepEqual(await list({ statuses: ['holder_gone'] }), ['t1']);
    await store.close();
  };
  await prove();
  const beside = new DatabaseSync(path);
  beside.exec("delete from tokens where id = 't2'; vacuum");
  beside.close();
  await prove();
});
