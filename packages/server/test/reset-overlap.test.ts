import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestService, type TestService } from './test-service.ts';
import {
  auditOf,
  DAY_MS,
  HOUR_MS,
  patch,
  readToken,
  reset,
  setSettings,
  statusOf,
  storedTokens,
  TOKENS,
} from './token-calls.ts';

interface OlderSecret {
  readonly _id: string;
  readonly ending: string;
  readonly expiry: number;
}

async function olderSecrets(service: TestService, id: string): Promise<readonly OlderSecret[]> {
  return (await readToken(service, id)).previousSecrets as OlderSecret[];
}

/** A token with one older secret that works for an hour. */
async function overlapping(service: TestService) {
  const { _id, token: old } = await service.createToken({ role: 'reader', name: 'ci' });
  const expiry = service.clock.nowMs + HOUR_MS;
  const answer = (await reset(service, _id, { expiry })).json();
  const secretId = answer.previousSecrets[0]._id;
  return {
    _id,
    old,
    fresh: answer.token,
    secretId,
    expiry,
    url: `${TOKENS}/${_id}/previous-secrets/${secretId}`,
  };
}

const moveTo = (expiry: unknown) => [{ op: 'replace', path: '/expiry', value: expiry }];

async function refused(service: TestService, url: string, payload: object, status: number, message: RegExp) {
  const before = storedTokens(service);
  const response = await service.call({ method: 'PATCH', url, payload });
  assert.equal(response.statusCode, status, response.body);
  assert.match(response.json().message, message);
  assert.deepEqual(storedTokens(service), before);
  return response.json();
}

test('with an overlap both secrets work, until the millisecond that was asked for', async (t) => {
  const service = await startTestService(t);
  service.clock.advance(7);
  const { _id, old, fresh, expiry } = await overlapping(service);
  assert.deepEqual(await olderSecrets(service, _id), [
    {
      _id: (await olderSecrets(service, _id))[0]?._id,
      ending: old.slice(-4),
      supersededAt: service.clock.nowMs,
      expiry,
      lastUsed: 0,
    },
  ]);
  service.clock.advance(HOUR_MS - 1);
  assert.deepEqual([await statusOf(service, old), await statusOf(service, fresh)], [200, 200]);
  service.clock.advance(1);
  assert.deepEqual([await statusOf(service, old), await statusOf(service, fresh)], [401, 200]);
  assert.deepEqual(await olderSecrets(service, _id), []);
  const listed = (await service.call({ url: TOKENS })).json().items;
  assert.ok(
    listed.every(({ previousSecrets }: { previousSecrets: unknown[] }) => previousSecrets.length === 0),
  );
});

test('an older secret may do what the token may, and is as dead as the token', async (t) => {
  const service = await startTestService(t);
  const { _id, old } = await overlapping(service);
  await patch(service, _id, [{ op: 'replace', path: '/disabled', value: true }]);
  assert.equal(await statusOf(service, old), 401);
  await patch(service, _id, [{ op: 'replace', path: '/disabled', value: false }]);
  assert.equal(await statusOf(service, old), 200);
  await service.call({ method: 'DELETE', url: `${TOKENS}/${_id}` });
  assert.equal(await statusOf(service, old), 401);
});

test('X5: two older secrets live at most: a third reset ends the oldest and says so', async (t) => {
  const service = await startTestService(t);
  const { _id, token } = await service.createToken({ role: 'reader' });
  const secrets = [token];
  const warnings: unknown[] = [];
  for (let round = 0; round < 4; round++) {
    service.clock.advance(1);
    const answer = (await reset(service, _id, { expiry: service.clock.nowMs + DAY_MS })).json();
    secrets.push(answer.token);
    warnings.push(answer.warnings ?? []);
    const works = await Promise.all(secrets.map((secret) => statusOf(service, secret)));
    assert.deepEqual(
      works,
      secrets.map((_, index) => (index < secrets.length - 3 ? 401 : 200)),
    );
    assert.deepEqual(
      answer.previousSecrets.map(({ ending }: OlderSecret) => ending),
      secrets
        .slice(0, -1)
        .reverse()
        .slice(0, 2)
        .map((secret) => secret.slice(-4)),
    );
  }
  const ended = (secret = '') => [
    {
      code: 'older_secret_ended',
      message: `two older secrets may work at once, so the one that ends with \`${secret.slice(-4)}\` has ended`,
    },
  ];
  assert.deepEqual(warnings, [[], [], ended(secrets[0]), ended(secrets[1])]);
});

test('a reset at once ends all older secrets', async (t) => {
  const service = await startTestService(t);
  const { _id, token } = await service.createToken({ role: 'reader' });
  const expiry = service.clock.nowMs + DAY_MS;
  const secrets = [token];
  for (let round = 0; round < 2; round++) secrets.push((await reset(service, _id, { expiry })).json().token);
  const last = (await reset(service, _id)).json();
  assert.deepEqual(last.previousSecrets, []);
  assert.equal(last.warnings, undefined, 'this is what was asked for');
  for (const secret of secrets) assert.equal(await statusOf(service, secret), 401);
  assert.equal(await statusOf(service, last.token), 200);
});

test('X4: the overlap is bounded by the account and by the end of the token, and refused rather than cut', async (t) => {
  const service = await startTestService(t);
  setSettings(service, { maximumOverlapHours: 2 });
  const tokenEnd = service.clock.nowMs + HOUR_MS;
  const endless = await service.createToken({ role: 'reader' });
  const ending = await service.createToken({ role: 'reader', expiry: tokenEnd });
  const before = storedTokens(service);
  const latest = service.clock.nowMs + 2 * HOUR_MS;
  const long = await reset(service, endless._id, { expiry: latest + 1 });
  assert.equal(long.statusCode, 400);
  assert.match(long.json().message, /at most 2 hours/);
  assert.match(long.json().hint, new RegExp(`\`${latest}\``));
  const beyond = await reset(service, ending._id, { expiry: tokenEnd + 1 });
  assert.equal(beyond.statusCode, 400);
  assert.match(beyond.json().hint, new RegExp(`\`${tokenEnd}\``));
  assert.deepEqual(storedTokens(service), before);
  assert.equal((await reset(service, endless._id, { expiry: latest })).statusCode, 200);
  assert.equal((await reset(service, ending._id, { expiry: tokenEnd })).statusCode, 200);
});

test('an overlap may be thirty days unless the account says otherwise', async (t) => {
  const service = await startTestService(t);
  const { _id } = await service.createToken({ role: 'reader' });
  const latest = service.clock.nowMs + 30 * DAY_MS;
  assert.equal((await reset(service, _id, { expiry: latest + 1 })).statusCode, 400);
  assert.equal((await reset(service, _id, { expiry: latest })).statusCode, 200);
});

test('an older secret is ended before its time, once, and the new one goes on', async (t) => {
  const service = await startTestService(t);
  const { _id, old, fresh, url } = await overlapping(service);
  const ended = await service.call({ method: 'DELETE', url });
  assert.deepEqual([ended.statusCode, ended.body], [204, '']);
  assert.deepEqual([await statusOf(service, old), await statusOf(service, fresh)], [401, 200]);
  assert.deepEqual(await olderSecrets(service, _id), []);
  const before = storedTokens(service);
  assert.equal((await service.call({ method: 'DELETE', url })).statusCode, 404);
  assert.deepEqual(storedTokens(service), before);
  assert.match(String(auditOf(service, 'resetAccessToken')[0]?.verb), /ended an older secret/);
});

test('a time gone by ends an older secret at once', async (t) => {
  const service = await startTestService(t);
  for (const gone of [0, -1, service.clock.nowMs]) {
    const { old, url } = await overlapping(service);
    const response = await service.call({ method: 'PATCH', url, payload: moveTo(gone) });
    assert.equal(response.statusCode, 200, response.body);
    assert.equal(response.json().expiry, service.clock.nowMs);
    assert.equal(await statusOf(service, old), 401);
  }
});

test('the end of an older secret moves within what the reset could have given, counted from the reset', async (t) => {
  const service = await startTestService(t);
  const { old, url, expiry } = await overlapping(service);
  const latest = service.clock.nowMs + 30 * DAY_MS;
  service.clock.advance(HOUR_MS - 1);
  const { hint } = await refused(service, url, moveTo(latest + 1), 400, /at most 720 hours/);
  assert.match(hint, new RegExp(`\`${latest}\``));
  const body = { patch: moveTo(latest), comment: 'the old client is slow' };
  const response = await service.call({ method: 'PATCH', url, payload: body });
  assert.equal(response.statusCode, 200, response.body);
  assert.equal(response.json().expiry, latest);
  assert.equal(response.json().ending, old.slice(-4));
  const [entry] = auditOf(service, 'resetAccessToken');
  assert.equal(entry?.comment, 'the old client is slow');
  assert.match(String(entry?.description), new RegExp(new Date(latest).toISOString()));
  service.clock.nowMs = expiry;
  assert.equal(await statusOf(service, old), 200);
  service.clock.nowMs = latest;
  assert.equal(await statusOf(service, old), 401);
});

test('a secret that has ended never comes back', async (t) => {
  const service = await startTestService(t);
  const byTime = await overlapping(service);
  service.clock.advance(HOUR_MS);
  const byHand = await overlapping(service);
  await service.call({ method: 'DELETE', url: byHand.url });
  const byReset = await overlapping(service);
  await reset(service, byReset._id);
  for (const { old, url } of [byTime, byHand, byReset]) {
    await refused(service, url, moveTo(service.clock.nowMs + HOUR_MS), 404, /Invalid resource identifier/);
    assert.equal(await statusOf(service, old), 401);
  }
});

test('an older secret lives no longer than its token', async (t) => {
  const service = await startTestService(t);
  const tokenEnd = service.clock.nowMs + DAY_MS;
  const { _id } = await service.createToken({ role: 'reader', expiry: tokenEnd });
  const [older] = (await reset(service, _id, { expiry: service.clock.nowMs + HOUR_MS })).json()
    .previousSecrets;
  const url = `${TOKENS}/${_id}/previous-secrets/${older._id}`;
  await refused(service, url, moveTo(tokenEnd + 1), 400, /the token itself ends before/);
});

test('the end that an older secret has already changes nothing', async (t) => {
  const service = await startTestService(t);
  const { url, expiry } = await overlapping(service);
  const before = storedTokens(service);
  const response = await service.call({ method: 'PATCH', url, payload: moveTo(expiry) });
  assert.equal(response.statusCode, 200);
  assert.deepEqual(storedTokens(service), before);
});

test('of an older secret only the end can be changed', async (t) => {
  const service = await startTestService(t);
  const { _id, secretId, url, expiry } = await overlapping(service);
  await refused(service, url, moveTo(1_795_000_000), 400, /`expiry`: `1795000000` is no time/);
  await refused(service, url, moveTo('soon'), 400, /`expiry`/);
  await refused(service, url, moveTo(null), 400, /`expiry`/);
  await refused(service, url, [{ op: 'remove', path: '/expiry' }], 400, /expiry/);
  await refused(
    service,
    url,
    [{ op: 'replace', path: '/supersededAt', value: 1 }],
    400,
    /may not be changed/,
  );
  await refused(service, url, [{ op: 'replace', path: '/digest', value: 'x' }], 400, /no path/);
  await refused(
    service,
    url,
    [{ op: 'test', path: '/expiry', value: 1 }, ...moveTo(expiry + 1)],
    422,
    /test/,
  );
  const elsewhere = await service.createToken({ role: 'reader' });
  const wrong = `${TOKENS}/${elsewhere._id}/previous-secrets/${secretId}`;
  await refused(service, wrong, moveTo(expiry + 1), 404, /Invalid resource identifier/);
  const unknown = `${TOKENS}/${_id}/previous-secrets/${'0'.repeat(24)}`;
  await refused(service, unknown, moveTo(expiry + 1), 404, /Invalid resource identifier/);
});

test('an administrator ends an older secret of another, and lengthens it only holding what it gives', async (t) => {
  const service = await startTestService(t);
  const { _id } = await service.createToken({ role: 'owner' });
  const expiry = service.clock.nowMs + HOUR_MS;
  const [older] = (await reset(service, _id, { expiry })).json().previousSecrets;
  const url = `${TOKENS}/${_id}/previous-secrets/${older._id}`;
  const { secret: admin } = await service.addMember('admin', 'admin');
  const before = storedTokens(service);
  const longer = await service.call({ method: 'PATCH', url, payload: moveTo(expiry + 1), as: admin });
  assert.equal(longer.statusCode, 403, longer.body);
  assert.equal(longer.json().reason.kind, 'not_held');
  assert.deepEqual(storedTokens(service), before);
  assert.equal((await service.call({ method: 'DELETE', url, as: admin })).statusCode, 204);
  const { secret: writer } = await service.addMember('writer', 'writer');
  const hidden = await service.call({ method: 'DELETE', url, as: writer });
  assert.equal(hidden.statusCode, 404);
});

test('an end now has passed by every clock, also one that is behind that of the process which made it', async (t) => {
  const service = await startTestService(t);
  const { _id, token: first } = await service.createToken({ role: 'reader' });
  const { token: second } = (await reset(service, _id)).json();
  const overlap = { expiry: service.clock.nowMs + HOUR_MS };
  service.clock.advance(1);
  const { token: third } = (await reset(service, _id, overlap)).json();
  service.clock.advance(1);
  const { token: fourth } = (await reset(service, _id, overlap)).json();
  service.clock.advance(1);
  // The limit of older secrets ends the second one.
  const { token: fifth, previousSecrets } = (await reset(service, _id, overlap)).json();
  assert.equal(previousSecrets.length, 2);
  const [{ _id: byDelete }, { _id: byPatch }] = previousSecrets;
  const older = `${TOKENS}/${_id}/previous-secrets`;
  const ended = await service.call({ method: 'DELETE', url: `${older}/${byDelete}` });
  assert.equal(ended.statusCode, 204, ended.body);
  const now = service.clock.nowMs;
  const moved = await service.call({ method: 'PATCH', url: `${older}/${byPatch}`, payload: moveTo(now) });
  assert.equal(moved.statusCode, 200, moved.body);
  assert.equal(moved.json().expiry, now, 'the answer says when it ended');

  service.clock.advance(-HOUR_MS);
  for (const secret of [first, second, third, fourth]) assert.equal(await statusOf(service, secret), 401);
  assert.equal(await statusOf(service, fifth), 200);
  assert.deepEqual(await olderSecrets(service, _id), []);
});
