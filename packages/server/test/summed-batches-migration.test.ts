import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { openSqliteStore } from '../src/storage/sqlite.ts';
import { fileBefore } from './file-before.ts';
import { temporaryDirectory } from './test-service.ts';

test('batches from before they were told apart count as added up, and so do those of a recorder that goes on', async (t) => {
  const path = join(temporaryDirectory(t), 'keyward.db');
  const file = await fileBefore(path, 21);
  file.exec("insert into usage_batches values ('known', 3, 5)");
  file.close();
  const store = await openSqliteStore(path, 0);
  t.after(() => store.close());
  assert.equal(await store.reads.accountUsage.isSummedSince(0), true);
  const nothing = { secrets: [], members: [], endedSecrets: [], outcomes: [] };
  await store.recordUses({ batch: { recorderId: 'known', number: 4, at: 6 }, ...nothing });
  assert.equal(await store.reads.accountUsage.isSummedSince(0), true);
});
