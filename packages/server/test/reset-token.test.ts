import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InjectOptions } from 'fastify';
import { startTestService, type TestService } from './test-service.ts';
import { auditOf, HOUR_MS, patch, readToken, reset, statusOf, storedTokens, TOKENS } from './token-calls.ts';

async function refused(
  service: TestService,
  id: string,
  call: InjectOptions & { readonly as?: string },
  status: number,
  message: RegExp,
) {
  const before = storedTokens(service);
  const response = await service.call({ method: 'POST', url: `${TOKENS}/${id}/reset`, ...call });
  assert.equal(response.statusCode, status, response.body);
  assert.match(response.json().message, message);
  assert.equal(/kw[ps]_/.test(response.body), false);
  assert.deepEqual(storedTokens(service), before);
  return response.json();
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** The shapes in which clients send a reset that says nothing. */
const SHAPES: Readonly<Record<string, InjectOptions>> = {
  'no body and no type': {},
  'an empty form': { headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: '' },
  'the JSON `null`': { headers: JSON_TYPE, payload: 'null' },
  'an empty object': { payload: {} },
  'an expiry of null': { payload: { expiry: null } },
  'a type and no bytes': { headers: JSON_TYPE, payload: '' },
  'a negative expiry in the query': { query: { expiry: '-1' } },
  'an expiry of zero': { payload: { expiry: 0 } },
  'a time gone by': { payload: { expiry: 1_500_000_000_000 } },
};

for (const [shape, call] of Object.entries(SHAPES)) {
  test(`X1: a reset ends the old secret at once and answers a new one: ${shape}`, async (t) => {
    const service = await startTestService(t);
    const { token: old, ...created } = await service.createToken({ name: 'ci', role: 'writer', tags: ['a'] });
    await patch(service, created._id, [{ op: 'replace', path: '/disabled', value: true }]);
    await patch(service, created._id, [{ op: 'replace', path: '/disabled', value: false }]);
    service.clock.advance(1);

    const response = await service.call({ method: 'POST', url: `${TOKENS}/${created._id}/reset`, ...call });
    assert.equal(response.statusCode, 200, response.body);
    const { token: fresh, lastModified, effectiveEverywhereBy, ...rest } = response.json();
    const { lastModified: _, effectiveEverywhereBy: __, ...before } = created as Record<string, unknown>;
    assert.equal(effectiveEverywhereBy, service.clock.nowMs + 5_000);
    assert.deepEqual(rest, before, 'nothing but the secret and the time of the change is another');
    assert.equal(lastModified, service.clock.nowMs);
    assert.match(fresh, /^kwp_[0-9A-Za-z]{36}$/);
    assert.notEqual(fresh, old);
    assert.equal(response.headers['cache-control'], 'no-store');
    assert.deepEqual([await statusOf(service, old), await statusOf(service, fresh)], [401, 200]);
    assert.equal((await readToken(service, created._id)).token, fresh.slice(-4));
  });
}

test('the end of the old secret is taken from the query, from the body, and from both when they agree', async (t) => {
  const service = await startTestService(t);
  const expiry = service.clock.nowMs + HOUR_MS;
  for (const call of [
    { query: { expiry: String(expiry) } },
    { payload: { expiry } },
    { query: { expiry: String(expiry) }, payload: { expiry } },
    { query: { expiry: String(expiry) }, headers: JSON_TYPE, payload: 'null' },
  ]) {
    const { _id, token } = await service.createToken({ role: 'reader' });
    const response = await service.call({ method: 'POST', url: `${TOKENS}/${_id}/reset`, ...call });
    assert.equal(response.statusCode, 200, response.body);
    assert.equal(response.json().previousSecrets[0].expiry, expiry);
    assert.equal(await statusOf(service, token), 200);
  }
});

test('an end that cannot be meant is refused with what to send, and the old secret stays', async (t) => {
  const service = await startTestService(t);
  const { _id, token } = await service.createToken({ role: 'reader' });
  const { nowMs } = service.clock;
  for (const seconds of [1, 24, 1_795_000_000, 999_999_999_999]) {
    for (const call of [{ payload: { expiry: seconds } }, { query: { expiry: String(seconds) } }]) {
      const { hint } = await refused(service, _id, call, 400, /`expiry`: `\d+` is no time/);
      assert.match(hint, /milliseconds since 1970/);
    }
  }
  const query = { expiry: String(nowMs + 1_000) };
  await refused(service, _id, { query, payload: { expiry: nowMs + 2_000 } }, 400, /differs/);
  await refused(service, _id, { query: { expiry: '1e13' } }, 400, /`expiry`/);
  await refused(service, _id, { query: { expiry: '' } }, 400, /`expiry`/);
  await refused(service, _id, { query: { expiry: ['0', '0'] } }, 400, /`expiry`/);
  await refused(service, _id, { query: { expires: '0' } }, 400, /unknown field `expires`/);
  await refused(service, _id, { payload: { expiry: '0' } }, 400, /`expiry`/);
  await refused(service, _id, { payload: { expiry: nowMs + 0.5 } }, 400, /`expiry`/);
  await refused(service, _id, { payload: { expires: 0 } }, 400, /unknown field `expires`/);
  await refused(service, _id, { payload: [] }, 400, /must be of type object/);
  for (const number of ['1e400', '-0', '9007199254740993', 'NaN']) {
    const payload = `{"expiry":${number}}`;
    await refused(service, _id, { headers: JSON_TYPE, payload }, 400, /the body/);
  }
  assert.equal(await statusOf(service, token), 200);
});

test('only the holder resets a personal token: an administrator may end it, and never gets its secret', async (t) => {
  const service = await startTestService(t);
  const { member, secret } = await service.addMember('admin', 'admin');
  const own = await service.call({
    method: 'POST',
    url: TOKENS,
    payload: { role: 'reader', name: 'mine' },
    as: secret,
  });
  const { _id } = own.json();
  const refusal = await refused(service, _id, { payload: {} }, 403, /Only the holder/);
  assert.equal(refusal.access.resource, `member/${member.id}:token/${_id}`);
  assert.equal(refusal.reason.kind, 'not_the_holder');
  const shared = await service.createToken({ role: 'owner', serviceToken: true });
  await refused(service, _id, { payload: {}, as: shared.token }, 403, /Only the holder/);
  assert.equal((await reset(service, _id, {}, secret)).statusCode, 200);
});

test('what the caller may not see is not found, and what it sees but may not reset is denied', async (t) => {
  const service = await startTestService(t);
  const { secret: reader } = await service.addMember('reader', 'reader');
  const personal = await service.createToken({ role: 'reader' });
  const shared = await service.createToken({ role: 'reader', serviceToken: true });
  const unknown = await refused(service, '0'.repeat(24), { as: reader }, 404, /Invalid resource identifier/);
  const hidden = await refused(service, personal._id, { as: reader }, 404, /Invalid resource identifier/);
  assert.deepEqual({ ...hidden, requestId: '' }, { ...unknown, requestId: '' });
  const denied = await refused(service, shared._id, { as: reader }, 403, /denied/);
  assert.deepEqual(denied.access, {
    action: 'resetAccessToken',
    resource: `service-token/${shared._id}`,
  });
  await service.call({ method: 'DELETE', url: `${TOKENS}/${shared._id}` });
  await refused(service, shared._id, {}, 404, /Invalid resource identifier/);
});

test("a service token's new secret goes only to a caller who holds all that it may do", async (t) => {
  const service = await startTestService(t);
  const { secret: admin } = await service.addMember('admin', 'admin');
  const strong = await service.createToken({ role: 'owner', serviceToken: true });
  const { reason } = await refused(service, strong._id, { as: admin }, 403, /more than the giver may do/);
  assert.equal(reason.kind, 'not_held');
  const equal = await service.createToken({ role: 'admin', serviceToken: true });
  const response = await reset(service, equal._id, {}, admin);
  assert.equal(response.statusCode, 200);
  assert.match(response.json().token, /^kws_/);
});

test('a token with less than another of the same member does not get the secret of that one', async (t) => {
  const service = await startTestService(t);
  const rotation = ['viewToken', 'resetAccessToken'];
  const inlineRole = [{ effect: 'allow', resources: ['member/*:token/*'], actions: rotation }];
  const narrow = await service.createToken({ inlineRole });
  const strong = await service.createToken({ role: 'owner' });
  const before = storedTokens(service);
  const { reason } = await refused(
    service,
    strong._id,
    { as: narrow.token },
    403,
    /more than the giver may do/,
  );
  assert.equal(reason.kind, 'not_held');
  assert.deepEqual(storedTokens(service), before);
  assert.equal(await statusOf(service, strong.token), 200);
  assert.equal((await reset(service, narrow._id, {}, narrow.token)).statusCode, 200);
  assert.equal((await reset(service, narrow._id, {}, strong.token)).statusCode, 200);
});

test('a token may reset itself: the secret that called is dead, or lives for the overlap', async (t) => {
  const service = await startTestService(t);
  for (const serviceToken of [false, true]) {
    const { _id, token: first } = await service.createToken({ role: 'admin', serviceToken });
    const second = (await reset(service, _id, {}, first)).json().token;
    assert.equal((await reset(service, _id, {}, first)).statusCode, 401);
    const expiry = service.clock.nowMs + HOUR_MS;
    const third = (await reset(service, _id, { expiry }, second)).json().token;
    assert.deepEqual([await statusOf(service, second), await statusOf(service, third)], [200, 200]);
  }
});

test('X7: the name is confirmed where it is sent, after NFKC and without spaces around it', async (t) => {
  const service = await startTestService(t);
  const { _id } = await service.createToken({ name: '\ufb01ne na\u00efve', role: 'reader' });
  for (const confirmName of ['fine na\u00efve', ' \ufb01ne na\u00efve\t', 'fine nai\u0308ve']) {
    assert.equal((await reset(service, _id, { confirmName })).statusCode, 200, confirmName);
  }
  for (const confirmName of ['', 'fine  na\u00efve', 'Fine na\u00efve', 'fine n\u0430\u00efve']) {
    await refused(service, _id, { payload: { confirmName } }, 400, /`confirmName` is not the name/);
  }
  const call = { query: { confirmName: 'fine na\u00efve' } };
  await refused(service, _id, call, 400, /unknown field `confirmName`/);
});

test('a token without a name is confirmed by its last four characters', async (t) => {
  const service = await startTestService(t);
  for (const name of ['', ' \u3000']) {
    const { _id, token } = await service.createToken({ name, role: 'reader' });
    for (const confirmName of ['', ' ', token.slice(-5), 'none']) {
      await refused(service, _id, { payload: { confirmName } }, 400, /`confirmName`/);
    }
    const response = await reset(service, _id, { confirmName: token.slice(-4) });
    assert.equal(response.statusCode, 200);
    const url = `${TOKENS}/${_id}`;
    const payload = { confirmName: token.slice(-4) };
    const stale = await service.call({ method: 'DELETE', url, payload });
    assert.equal(stale.statusCode, 400, 'the last four are those of the current secret');
  }
});

test('a token that has expired cannot be reset: it does not come back', async (t) => {
  const service = await startTestService(t);
  const expiry = service.clock.nowMs + HOUR_MS;
  const { _id } = await service.createToken({ role: 'reader', expiry });
  service.clock.advance(HOUR_MS);
  const { hint } = await refused(service, _id, {}, 400, /has expired/);
  assert.match(hint, /clone/);
});

test('a disabled token has a new secret after a reset, and stays disabled', async (t) => {
  const service = await startTestService(t);
  const { _id } = await service.createToken({ role: 'reader' });
  await patch(service, _id, [{ op: 'replace', path: '/disabled', value: true }]);
  const response = await reset(service, _id);
  assert.equal(response.json().status, 'disabled');
  assert.equal(await statusOf(service, response.json().token), 401);
  await patch(service, _id, [{ op: 'replace', path: '/disabled', value: false }]);
  assert.equal(await statusOf(service, response.json().token), 200);
});

test('every reset is in the audit log with who did it and what became of the old secret, and no secret', async (t) => {
  const service = await startTestService(t);
  const { _id, token: old } = await service.createToken({ name: 'ci', role: 'reader' });
  const expiry = service.clock.nowMs + HOUR_MS;
  const second = (await reset(service, _id, { expiry })).json().token;
  const third = (await reset(service, _id)).json().token;
  const entries = auditOf(service, 'resetAccessToken');
  assert.equal(entries.length, 2);
  assert.match(String(entries[0]?.description), /the older one ended/);
  assert.match(String(entries[1]?.description), new RegExp(new Date(expiry).toISOString()));
  for (const entry of entries) assert.equal((entry.target as { id: string }).id, _id);
  const written = JSON.stringify(service.query('select * from audit_entries')) + service.logLines.join('');
  for (const secret of [old, second, third]) assert.equal(written.includes(secret), false);
});

test('a read that fails loses no secret: whatever the answer needs is read before the reset', async (t) => {
  const service = await startTestService(t);
  const { _id, token } = await service.createToken({ role: 'reader' });
  const before = storedTokens(service);
  t.mock.method(service.deployment.store.reads.members, 'findOldestOwner', async () => {
    throw new Error('the read failed');
  });
  assert.equal((await reset(service, _id)).statusCode, 500);
  assert.deepEqual(storedTokens(service), before);
  assert.equal(await statusOf(service, token), 200);
});
