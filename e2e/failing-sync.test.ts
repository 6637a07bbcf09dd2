import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertWholeDatabase } from './assert-whole-database.ts';
import { callApi, createToken, statusOfSecret } from './call-api.ts';
import { failSyncs } from './fail-syncs.ts';
import { startKeyward, startOwnedKeyward } from './keyward-process.ts';

test('D5: a disk that fails to sync: no 201, nothing stored, not ready until writes work, and reads go on', async (t) => {
  const { url, pid, data, ownerSecret: secret, stop } = await startOwnedKeyward(t);
  const before = await createToken(url, secret);
  const isReady = async () => (await callApi(url, '/readyz')).status;
  const post = () => callApi(url, '/api/v2/tokens', { secret, method: 'POST', body: { role: 'reader' } });
  assert.equal(await isReady(), 200);

  const mend = await failSyncs(t, [pid]);
  for (let attempt = 0; attempt < 3; attempt++) {
    const refused = await post();
    assert.equal(refused.status, 503, refused.text);
    assert.ok(Number(refused.headers.get('retry-after')) >= 1);
  }
  const path = `/api/v2/tokens/${before.id}`;
  assert.equal((await callApi(url, path, { secret, method: 'DELETE' })).status, 503);
  assert.equal(await isReady(), 503);
  assert.equal((await callApi(url, '/healthz')).status, 200, 'alive');
  assert.equal(await statusOfSecret(url, before.secret), 200, 'the refused delete did nothing');

  await mend();
  assert.equal(await isReady(), 200);
  const later = await post();
  assert.equal(later.status, 201, later.text);
  const list = await callApi(url, '/api/v2/tokens?limit=1', { secret });
  assert.equal(list.body?.totalCount, 3, 'no refused create was stored');
  assertWholeDatabase(data);
  await stop();
  const again = await startKeyward(t, { data });
  assert.equal(await statusOfSecret(again.url, String(later.body?.token)), 200);
});
