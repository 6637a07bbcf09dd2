import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callApi, createToken } from './call-api.ts';
import { startKeyward, startOwnedKeyward } from './keyward-process.ts';

test('after SIGTERM and a restart the last use of a token is there, and so is what was denied', async (t) => {
  const server = await startOwnedKeyward(t);
  const token = await createToken(server.url, server.ownerSecret);
  const before = Date.now();
  const used = await callApi(server.url, '/api/v2/caller-identity', {
    secret: token.secret,
    headers: { 'user-agent': 'last-use/1' },
  });
  assert.equal(used.status, 200);
  const denied = await callApi(server.url, '/api/v2/tokens', {
    secret: token.secret,
    method: 'POST',
    body: { role: 'reader' },
    headers: { 'user-agent': 'last-use/1' },
  });
  assert.equal(denied.status, 403);
  const after = Date.now();
  assert.deepEqual(await server.stop(), { code: 0, signal: null });

  const again = await startKeyward(t, { data: server.data });
  const read = await callApi(again.url, `/api/v2/tokens/${token.id}`, { secret: server.ownerSecret });
  assert.equal(read.body?.lastUsedAgent, 'last-use/1');
  assert.equal(read.body?.lastUsedAddress, '127.0.0.1');
  const lastUsed = Number(read.body?.lastUsed);
  assert.ok(lastUsed >= before && lastUsed <= after, `${before} <= ${lastUsed} <= ${after}`);
  const log = await callApi(again.url, '/api/v2/auditlog?limit=1', { secret: server.ownerSecret });
  assert.match(log.text, /"result":"denied"/);
  assert.ok(log.text.includes(denied.headers.get('x-request-id') ?? 'no request id'));
});
