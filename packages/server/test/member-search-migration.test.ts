import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { MemberOrder } from '../src/members/member-filter.ts';
import { openSqliteStore } from '../src/storage/sqlite.ts';
import { fileBefore } from './file-before.ts';
import { temporaryDirectory } from './test-service.ts';

test('members from before the migration are found and sorted by their names', async (t) => {
  const path = join(temporaryDirectory(t), 'keyward.db');
  const file = await fileBefore(path, 7);
  file.exec("insert into accounts (id, key, organization, created_at) values ('account', 'default', '', 1)");
  const insert = file.prepare(
    `insert into members (id, account_id, email, email_key, first_name, last_name, role, created_at, version)
     values (?, 'account', ?, ?, ?, '', 'reader', 1, 1)`,
  );
  insert.run('one', 'Zed@example.com', 'zed@example.com', '');
  insert.run('two', 'a@example.com', 'a@example.com', 'Ödön');
  insert.run('three', 'b@example.com', 'b@example.com', 'Ann');
  file.close();

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

test('members from before their orders had indexes are listed in each of them, both ways, the newest first among equals', async (t) => {
  const path = join(temporaryDirectory(t), 'keyward.db');
  const file = await fileBefore(path, 13);
  file.exec("insert into accounts (id, key, organization, created_at) values ('account', 'default', '', 1)");
  const insert = file.prepare(
    `insert into members (id, account_id, email, email_key, first_name, last_name, display_key, role, created_at, last_seen_at, removed_at, version)
     values (?, 'account', ?, ?, '', '', ?, 'reader', ?, ?, ?, 1)`,
  );
  for (const [id, name, createdAt, seenAt, removedAt] of [
    ['a-old', 'a', 1, 9, null],
    ['a-new', 'a', 2, null, null],
    ['b-old', 'b', 1, 9, null],
    ['gone', 'c', 3, 3, 4],
  ] as const) {
    insert.run(id, id, id, name, createdAt, seenAt, removedAt);
  }
  file.close();

  const store = await openSqliteStore(path, 0);
  t.after(() => store.close());
  const listed = async (...orders: MemberOrder[]) =>
    (await store.reads.members.listMemberIds('account', { filter: {}, orders })).join(' ');
  assert.equal(await listed(), 'a-new a-old b-old');
  assert.equal(await store.reads.members.countMembers('account', {}), 3);
  assert.equal(await listed({ by: 'displayName', isDescending: false }), 'a-new a-old b-old');
  assert.equal(await listed({ by: 'displayName', isDescending: true }), 'b-old a-new a-old');
  assert.equal(await listed({ by: 'lastSeen', isDescending: false }), 'a-new a-old b-old');
  assert.equal(await listed({ by: 'lastSeen', isDescending: true }), 'a-old b-old a-new');
  const both = [
    { by: 'lastSeen', isDescending: true },
    { by: 'displayName', isDescending: true },
  ] as const;
  assert.equal(await listed(...both), 'b-old a-old a-new');
  assert.equal(await store.reads.members.countMembers('account', {}), 3);
});
