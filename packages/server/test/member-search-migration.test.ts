import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
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
