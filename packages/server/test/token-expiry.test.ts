import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestService } from './test-service.ts';
import { HOUR_MS, patch, reset, statusOf, TOKENS } from './token-calls.ts';

const HEADER = 'keyward-token-expires';

test('every call made with a token that ends says when, refusals too; others say nothing', async (t) => {
  const service = await startTestService(t);
  const expiry = service.clock.nowMs + HOUR_MS;
  const personal = await service.createToken({ role: 'reader', expiry });
  const shared = await service.createToken({ role: 'reader', serviceToken: true, expiry });
  for (const { token } of [personal, shared]) {
    for (const [url, status] of [
      [TOKENS, 200],
      ['/api/v2/caller-identity', 200],
      [`${TOKENS}?limit=none`, 400],
      [`${TOKENS}/${'0'.repeat(24)}`, 404],
    ] as const) {
      const response = await service.call({ url, as: token });
      assert.equal(response.statusCode, status);
      assert.equal(response.headers[HEADER], String(expiry), url);
    }
    const denied = await service.call({
      method: 'POST',
      url: TOKENS,
      payload: { role: 'reader' },
      as: token,
    });
    assert.ok(denied.statusCode >= 400);
    assert.equal(denied.headers[HEADER], String(expiry));
  }
  const endless = await service.call({ url: TOKENS });
  assert.equal(HEADER in endless.headers, false);
  assert.equal(HEADER in (await service.call({ url: TOKENS, as: null })).headers, false);
  service.clock.advance(HOUR_MS);
  const dead = await service.call({ url: TOKENS, as: personal.token });
  assert.equal(dead.statusCode, 401);
  assert.equal(HEADER in dead.headers, false, 'whoever has a dead secret learns nothing of it');
});

test('the header says the end that a browser program may read, and follows a change of it', async (t) => {
  const service = await startTestService(t);
  const { _id, token } = await service.createToken({ role: 'reader', expiry: service.clock.nowMs + HOUR_MS });
  await patch(service, _id, { merge: { expiry: service.clock.nowMs + 1_000 } });
  const response = await service.call({ url: TOKENS, as: token, headers: { origin: 'https://app.example' } });
  assert.equal(response.headers[HEADER], String(service.clock.nowMs + 1_000));
  assert.match(String(response.headers['access-control-expose-headers']), /Keyward-Token-Expires/);
});

test('X11: an end is exclusive to the millisecond, for the token and for an older secret alike', async (t) => {
  const service = await startTestService(t);
  const end = service.clock.nowMs + HOUR_MS + 1;
  const { _id, token: older } = await service.createToken({ role: 'reader', expiry: end });
  const fresh = (await reset(service, _id, { expiry: end })).json().token;
  for (const secret of [older, fresh]) {
    service.clock.nowMs = end - 1;
    assert.equal(await statusOf(service, secret), 200);
    service.clock.nowMs = end;
    assert.equal(await statusOf(service, secret), 401);
    assert.equal(await statusOf(service, secret), 401, 'asked again');
  }
});

test('nothing that has ended revives when the end of the token is used in another way', async (t) => {
  const service = await startTestService(t);
  const end = service.clock.nowMs + HOUR_MS;
  const { _id, token } = await service.createToken({ role: 'admin', expiry: end });
  service.clock.nowMs = end;
  const later = end + HOUR_MS;
  const attempts = [
    await patch(service, _id, { merge: { expiry: later } }),
    await patch(service, _id, { merge: { expiry: null } }),
    await patch(service, _id, { merge: { disabled: true } }),
    await patch(service, _id, { merge: { disabled: false } }),
    await reset(service, _id, { expiry: later }),
    await patch(service, _id, { merge: { expiry: later } }, token),
  ];
  assert.deepEqual(
    attempts.map(({ statusCode }) => statusCode),
    [400, 400, 200, 200, 400, 401],
  );
  assert.equal(await statusOf(service, token), 401);
});

test('a wrong secret that was reset away is refused and the new one goes on, however often it is tried', async (t) => {
  const service = await startTestService(t);
  const { _id, token: old } = await service.createToken({ role: 'reader' });
  const fresh = (await reset(service, _id)).json().token;
  for (let attempt = 0; attempt < 50; attempt++) assert.equal(await statusOf(service, old), 401);
  assert.equal(await statusOf(service, fresh), 200);
  assert.equal((await reset(service, _id, {}, old)).statusCode, 401);
  assert.equal(await statusOf(service, fresh), 200);
});
