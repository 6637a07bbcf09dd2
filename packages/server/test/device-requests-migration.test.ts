import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { openSqliteStore } from '../src/storage/sqlite.ts';
import { fileBefore } from './file-before.ts';
import { FrozenClock, temporaryDirectory } from './test-service.ts';

test('data from before programs could be let in keeps its codes, and takes programs that wait', async (t) => {
  const path = join(temporaryDirectory(t), 'keyward.db');
  const file = await fileBefore(path, 17);
  file.exec("insert into one_time_codes values ('invitation', 'm', x'01', 5);");
  file.close();

  const store = await openSqliteStore(path, 0);
  t.after(() => store.close());
  assert.equal(await store.hasCode('invitation', Uint8Array.of(1) as never), true);
  const digest = (byte: number) => Uint8Array.of(byte) as never;
  assert.equal(await store.reads.deviceRequests.findByUserCode(digest(2)), undefined);
  const request = {
    id: 'one',
    program: 'keyward',
    deviceName: 'laptop',
    address: '192.0.2.1',
    role: 'reader',
    lifeSeconds: 60,
    createdAt: 1,
    expiresAt: 9,
    status: 'pending',
    sessionId: null,
  } as const;
  await store.change(new FrozenClock(), async (changes) => {
    changes.recordChange({ accountId: null, kind: 'one_time_code', id: 'one' });
    await changes.deviceRequests.insertRequest(request, { deviceCode: digest(3), userCode: digest(2) });
  });
  assert.deepEqual(await store.reads.deviceRequests.findByUserCode(digest(2)), request);
});
