/** Programs without a browser, which a member lets in from one. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { BaseRole } from '@keyward/policy';
import { readUserCode } from '../src/device-requests/user-code.ts';
import { addSigner, Browser } from './browser.ts';
import { startTestService, type TestService } from './test-service.ts';

const REQUESTS = '/api/v2/device-requests';
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const POLL_MS = 5_000;

/** Mocks `Date` too, for the budgets, which go by the clock of the machine. */
async function deviceService(t: TestContext, role: BaseRole = 'writer') {
  t.mock.timers.enable({ apis: ['Date'], now: Date.UTC(2026, 10, 22, 12) });
  const service = await startTestService(t);
  const member = await addSigner(service, undefined, role);
  const browser = new Browser(service);
  assert.equal((await browser.signIn(member.email)).statusCode, 201);
  const pass = (milliseconds: number) => {
    service.clock.advance(milliseconds);
    t.mock.timers.tick(milliseconds);
  };
  return { service, member, browser, pass };
}

const ask = (service: TestService, body = {}, remoteAddress = '198.51.100.9') =>
  service.call({
    method: 'POST',
    url: REQUESTS,
    as: null,
    remoteAddress,
    payload: { deviceName: 'ada-laptop', ...body },
  });

const poll = (service: TestService, deviceCode: string) =>
  service.call({
    method: 'POST',
    url: `${REQUESTS}/token`,
    as: null,
    remoteAddress: '198.51.100.9',
    payload: { deviceCode },
  });

const answer = (browser: Browser, word: 'look-up' | 'approve' | 'deny', userCode: string) =>
  browser.call({ method: 'POST', url: `${REQUESTS}/${word}`, payload: { userCode } });

test('a program is let in by a member and gets a personal token of theirs, once', async (t) => {
  const { service, member, browser, pass } = await deviceService(t);
  const asked = await ask(service, { role: 'writer', lifeSeconds: 7 * 86_400 });
  assert.equal(asked.statusCode, 201, asked.body);
  assert.equal(asked.headers['cache-control'], 'no-store');
  const { deviceCode, userCode, verificationUri, verificationUriComplete, expiresIn, interval } =
    asked.json();
  assert.match(userCode, /^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
  assert.deepEqual([verificationUri, expiresIn, interval], ['/activate', 600, 5]);
  assert.equal(verificationUriComplete, `/activate?code=${userCode}`);

  const waiting = await poll(service, deviceCode);
  assert.deepEqual([waiting.statusCode, waiting.json()], [202, { status: 'pending', interval: 5 }]);

  const seen = await answer(browser, 'look-up', userCode);
  assert.deepEqual(seen.json(), {
    program: 'keyward',
    deviceName: 'ada-laptop',
    address: '198.51.100.9',
    sameAddress: false,
    role: 'writer',
    lifeSeconds: 604_800,
    creationDate: service.clock.nowMs,
    expiry: service.clock.nowMs + 10 * MINUTE_MS,
  });
  assert.equal((await answer(browser, 'approve', userCode)).statusCode, 204);

  pass(POLL_MS);
  const made = await poll(service, deviceCode);
  assert.equal(made.statusCode, 201, made.body);
  const { _id, token, name, role, serviceToken, memberId, expiry } = made.json();
  assert.deepEqual(
    { name, role, serviceToken, memberId, expiry },
    {
      name: 'Command line on ada-laptop',
      role: 'writer',
      serviceToken: false,
      memberId: member.id,
      expiry: service.clock.nowMs + 7 * DAY_MS,
    },
  );
  const identity = await service.call({ url: '/api/v2/caller-identity', as: token });
  assert.deepEqual([identity.json().memberId, identity.json().tokenId], [member.id, _id]);

  pass(MINUTE_MS);
  const again = await poll(service, deviceCode);
  assert.deepEqual([again.statusCode, again.json()._id], [409, _id], again.body);
  assert.equal((await service.call({ url: '/api/v2/caller-identity', as: token })).statusCode, 200);
  assert.equal((await answer(browser, 'look-up', userCode)).statusCode, 404);
  const log = (await service.call({ url: '/api/v2/auditlog?limit=2' })).json().items;
  const told = log.map(
    (entry: { accesses: { action: string }[]; member: { _id: string }; address: string }) => [
      entry.accesses[0]?.action,
      entry.member._id,
      entry.address,
    ],
  );
  assert.deepEqual(told, [
    ['createAccessToken', member.id, '198.51.100.9'],
    ['approveDevice', member.id, '192.0.2.1'],
  ]);
});

const made = (service: TestService) =>
  service.query("select id from tokens where name like 'Command line%'").length;

test('two programs with one code get one token between them, of which one secret works', async (t) => {
  const { service, browser, pass } = await deviceService(t);
  const { deviceCode, userCode } = (await ask(service)).json();
  await answer(browser, 'approve', userCode);
  pass(POLL_MS);
  const first = poll(service, deviceCode);
  t.mock.timers.tick(POLL_MS);
  const answers = await Promise.all([first, poll(service, deviceCode)]);
  const secrets = answers.filter(({ statusCode }) => statusCode === 201).map((each) => each.json().token);
  assert.ok(secrets.length > 0, answers.map(({ body }) => body).join());
  const identities = await Promise.all(
    secrets.map((as) => service.call({ url: '/api/v2/caller-identity', as })),
  );
  assert.equal(identities.filter(({ statusCode }) => statusCode === 200).length, 1);
  assert.equal(made(service), 1);
});

test('a program that lost the answer asks again within a minute: the same token, with a new secret', async (t) => {
  const { service, browser, pass } = await deviceService(t);
  const { deviceCode, userCode } = (await ask(service)).json();
  await answer(browser, 'approve', userCode);
  pass(POLL_MS);
  const lost = (await poll(service, deviceCode)).json();
  pass(POLL_MS);
  const repeated = await poll(service, deviceCode);
  assert.equal(repeated.statusCode, 201, repeated.body);
  const { _id, token } = repeated.json();
  assert.equal(_id, lost._id);
  assert.equal(repeated.headers.location, `/api/v2/tokens/${_id}`);
  assert.notEqual(token, lost.token);
  const [newest] = (await service.call({ url: '/api/v2/auditlog?limit=1' })).json().items;
  assert.equal(newest.accesses[0].action, 'resetAccessToken');
  const works = async (as: string) =>
    (await service.call({ url: '/api/v2/caller-identity', as })).statusCode === 200;
  assert.deepEqual([await works(lost.token), await works(token)], [false, true]);
  pass(POLL_MS);
  const third = await poll(service, deviceCode);
  assert.deepEqual([third.statusCode, third.json()._id], [409, _id], 'once, and no more');
  assert.equal(await works(token), true);
  assert.equal(made(service), 1);
});

test('a token that was used is not taken over by whoever has its code too', async (t) => {
  const { service, browser, pass } = await deviceService(t);
  const { deviceCode, userCode } = (await ask(service)).json();
  await answer(browser, 'approve', userCode);
  pass(POLL_MS);
  const { _id, token } = (await poll(service, deviceCode)).json();
  service.write('update tokens set last_used_at = 1 where id = ?', _id);
  pass(POLL_MS);
  const stolen = await poll(service, deviceCode);
  assert.deepEqual([stolen.statusCode, stolen.json().code, stolen.json()._id], [409, 'already_done', _id]);
  assert.equal((await service.call({ url: '/api/v2/caller-identity', as: token })).statusCode, 200);
});

test('a token that the member has deleted since is named and does not come back, and whoever signed out gives no new secret', async (t) => {
  const { service, browser, pass } = await deviceService(t);
  const begin = async () => {
    const { deviceCode, userCode } = (await ask(service)).json();
    await answer(browser, 'approve', userCode);
    pass(POLL_MS);
    const { _id, token } = (await poll(service, deviceCode)).json();
    pass(POLL_MS);
    return { deviceCode, _id, token };
  };
  const deleted = await begin();
  await service.call({ method: 'DELETE', url: `/api/v2/tokens/${deleted._id}` });
  const refused = await poll(service, deleted.deviceCode);
  const { code, _id, message } = refused.json();
  assert.deepEqual([refused.statusCode, code, _id], [409, 'already_done', deleted._id], refused.body);
  assert.ok(message.includes(deleted._id));
  const kept = await begin();
  await browser.call({ method: 'DELETE', url: '/api/v2/session' });
  assert.equal((await poll(service, kept.deviceCode)).statusCode, 401);
  assert.equal((await service.call({ url: '/api/v2/caller-identity', as: kept.token })).statusCode, 200);
  assert.equal(made(service), 2);
});

test('nobody gets more than they hold, and is told so on the page', async (t) => {
  const { service, browser, pass } = await deviceService(t, 'reader');
  const { deviceCode, userCode } = (await ask(service, { role: 'admin' })).json();
  const refused = await answer(browser, 'approve', userCode);
  assert.equal(refused.statusCode, 403, refused.body);
  assert.equal((await poll(service, deviceCode)).statusCode, 202);
  assert.equal((await answer(browser, 'deny', userCode)).statusCode, 204);
  pass(POLL_MS);
  const denied = await poll(service, deviceCode);
  assert.deepEqual([denied.statusCode, denied.json().code], [403, 'forbidden']);
  assert.equal(service.query("select id from tokens where name like 'Command line%'").length, 0);
});

test('a role that was lowered, or a session that ended, after the approval makes no token', async (t) => {
  const { service, member, browser, pass } = await deviceService(t, 'writer');
  const before = (await ask(service, { role: 'writer' })).json();
  await answer(browser, 'approve', before.userCode);
  await browser.call({ method: 'DELETE', url: '/api/v2/session' });
  pass(POLL_MS);
  assert.equal((await poll(service, before.deviceCode)).statusCode, 401);

  await browser.signIn(member.email);
  const lowered = (await ask(service, { role: 'writer' })).json();
  await answer(browser, 'approve', lowered.userCode);
  service.write("update members set role = 'reader', version = version + 1 where id = ?", member.id);
  pass(POLL_MS);
  assert.equal((await poll(service, lowered.deviceCode)).statusCode, 403);
  assert.equal(service.query("select id from tokens where name like 'Command line%'").length, 0);
});

test('a code ends after ten minutes, for people and for programs', async (t) => {
  const { service, browser, pass } = await deviceService(t);
  const { deviceCode, userCode } = (await ask(service)).json();
  pass(10 * MINUTE_MS - 1);
  assert.equal((await answer(browser, 'look-up', userCode)).statusCode, 200);
  pass(1);
  assert.equal((await answer(browser, 'look-up', userCode)).statusCode, 404);
  assert.equal((await answer(browser, 'approve', userCode)).statusCode, 404);
  assert.equal((await poll(service, deviceCode)).statusCode, 401);
  await service.call({ url: '/api/v2/caller-identity' });
  await service.app.deployment?.usage.flush();
  assert.equal(service.query('select id from device_requests').length, 0, 'ended ones are cleared away');
});

test('a program that asks too often is told to slow down', async (t) => {
  const { service, browser, pass } = await deviceService(t);
  const { deviceCode, userCode } = (await ask(service)).json();
  assert.equal((await poll(service, deviceCode)).statusCode, 202);
  await answer(browser, 'approve', userCode);
  const early = await poll(service, deviceCode);
  assert.deepEqual([early.statusCode, early.json().code], [429, 'rate_limited']);
  assert.ok(Number(early.headers['retry-after']) >= 1);
  pass(POLL_MS);
  assert.equal((await poll(service, deviceCode)).statusCode, 201);
});

test('codes for people are not guessed: after ten wrong ones the right one is refused too, for that member alone', async (t) => {
  const { service, browser, pass } = await deviceService(t);
  const other = new Browser(service);
  await other.signIn((await addSigner(service, undefined, 'writer')).email);
  const { userCode } = (await ask(service)).json();
  for (let guess = 0; guess < 10; guess++) {
    assert.equal((await answer(browser, guess % 2 ? 'approve' : 'look-up', 'BBBB-BBBB')).statusCode, 404);
  }
  for (const word of ['look-up', 'approve', 'deny'] as const) {
    assert.equal((await answer(browser, word, userCode)).statusCode, 429, word);
  }
  for (let look = 0; look < 12; look++) {
    assert.equal((await answer(other, 'look-up', userCode)).statusCode, 200);
  }
  pass(15 * MINUTE_MS);
  const { userCode: fresh } = (await ask(service)).json();
  assert.equal((await answer(browser, 'look-up', fresh)).statusCode, 200);
});

test('only a page of the service decides, in a session: no token, no other origin, nobody signed out', async (t) => {
  const { service, browser, pass } = await deviceService(t);
  const { deviceCode, userCode } = (await ask(service)).json();
  const url = `${REQUESTS}/approve`;
  const payload = { userCode };
  const byToken = await service.call({ method: 'POST', url, payload });
  assert.equal(byToken.statusCode, 403, byToken.body);
  const signedOut = await new Browser(service).call({ method: 'POST', url, payload });
  assert.equal(signedOut.statusCode, 401);
  for (const headers of [
    { origin: 'https://evil.example' },
    { 'x-keyward-request': '' },
    { 'sec-fetch-site': 'cross-site' },
  ]) {
    const foreign = await browser.call({ method: 'POST', url, payload, headers });
    assert.equal(foreign.statusCode, 403, foreign.body);
  }
  pass(POLL_MS);
  assert.equal((await poll(service, deviceCode)).statusCode, 202);
});

test('what strangers may make is bounded: for an address, and for all together', async (t) => {
  const { service, pass } = await deviceService(t);
  const tenWait = async () => {
    for (let count = 0; count < 10; count++) assert.equal((await ask(service)).statusCode, 201);
  };
  await tenWait();
  pass(10 * MINUTE_MS);
  await tenWait();
  pass(4 * MINUTE_MS);
  const refused = await ask(service);
  assert.deepEqual([refused.statusCode, refused.json().code], [429, 'rate_limited']);
  assert.equal((await ask(service, {}, '203.0.113.5')).statusCode, 201);
  addWaiting(service, 989, (each) => `198.51.${100 + (each >> 8)}.${each & 255}`);
  assert.equal(waiting(service), 1_000);
  assert.equal((await ask(service, {}, '203.0.113.6')).statusCode, 201);
  assert.equal(waiting(service), 1_000);
});

const waiting = (service: TestService) =>
  service.query(
    "select id from device_requests where status = 'pending' and expires_at > ?",
    service.clock.nowMs,
  ).length;

for (const [strangers, addressOf] of [
  ['a hundred addresses', (each: number) => `10.0.${each % 100}.7`],
  ['a thousand networks of one provider', (each: number) => `2001:db8:7:${each.toString(16)}::1`],
] as const) {
  test(`strangers at ${strangers} keep nobody out, and no program of others gives way to them`, async (t) => {
    const { service, browser, pass } = await deviceService(t);
    const first = (await ask(service)).json();
    addWaiting(service, 999, addressOf);
    service.write("update device_requests set created_at = ? where id like 'f%'", service.clock.nowMs + 1);
    service.write("update device_requests set status = 'approved' where id = 'f0'");
    for (const address of ['203.0.113.1', '203.0.113.2', '203.0.114.3']) {
      const asked = await ask(service, {}, address);
      assert.equal(asked.statusCode, 201, asked.body);
      assert.equal((await poll(service, asked.json().deviceCode)).statusCode, 202);
    }
    assert.equal(waiting(service), 1_000);
    assert.equal(
      service.query("select id from device_requests where id = 'f0'").length,
      1,
      'it was answered',
    );
    assert.equal((await answer(browser, 'approve', first.userCode)).statusCode, 204);
    pass(POLL_MS);
    assert.equal((await poll(service, first.deviceCode)).statusCode, 201);
  });
}

test('a program that gave way is told that its request has ended', async (t) => {
  const { service, browser, pass } = await deviceService(t);
  const { deviceCode, userCode } = (await ask(service)).json();
  pass(1);
  addWaiting(service, 999, (each) => `10.${each >> 8}.${each & 255}.7`);
  service.write("update device_requests set created_at = ? where id like 'f%'", service.clock.nowMs);
  assert.equal((await ask(service, {}, '203.0.113.1')).statusCode, 201);
  assert.equal((await poll(service, deviceCode)).statusCode, 401);
  assert.equal((await answer(browser, 'approve', userCode)).statusCode, 404);
});

/** Programs that wait, as other nodes made them. */
function addWaiting(service: TestService, count: number, addressOf: (each: number) => string): void {
  const rows = Array.from(
    { length: count },
    (_, each) => `('f${each}', x'${each.toString(16).padStart(8, '0')}', '${addressOf(each)}')`,
  );
  service.write(
    `with filler (id, digest, address) as (values ${rows.join(',')})
     insert into device_requests
       (id, device_code_digest, user_code_digest, device_name, address, role, life_seconds, created_at, expires_at, status)
       select id, digest, digest, '', address, 'reader', 1, 1, ${service.clock.nowMs + 1}, 'pending' from filler`,
  );
}

for (const [kind, own, sameClient, another] of [
  ['an IPv4 address', '198.51.100.9', '::ffff:198.51.100.9', '198.51.100.8'],
  ['an IPv6 network of 64 bits', '2001:db8:1:2::1', '2001:0db8:1:2:ffff::9', '2001:db8:1:3::1'],
] as const) {
  test(`of ${kind} ten programs wait at a time, over all nodes, and those of others go on`, async (t) => {
    const { service, browser } = await deviceService(t);
    addWaiting(service, 9, () => sameClient);
    const { userCode } = (await ask(service, {}, own)).json();
    const refused = await ask(service, {}, own);
    assert.deepEqual([refused.statusCode, refused.json().code], [429, 'rate_limited'], refused.body);
    assert.equal(refused.headers['retry-after'], '60');
    assert.equal(service.query('select id from device_requests').length, 10);
    assert.equal((await ask(service, {}, another)).statusCode, 201);
    await answer(browser, 'deny', userCode);
    assert.equal((await ask(service, {}, own)).statusCode, 201, 'one that was answered waits no more');
  });
}

test('a request that cannot be meant is refused by its field, and nothing waits', async (t) => {
  const { service } = await deviceService(t);
  for (const [body, field] of [
    [{ deviceName: '' }, 'deviceName'],
    [{ deviceName: 'a\nb' }, 'deviceName'],
    [{ deviceName: 'a\u202eb' }, 'deviceName'],
    [{ deviceName: 'x'.repeat(81) }, 'deviceName'],
    [{ role: 'no_access' }, 'role'],
    [{ lifeSeconds: 59 }, 'lifeSeconds'],
    [{ lifeSeconds: 1.5 }, 'lifeSeconds'],
    [{ memberId: 'x' }, 'memberId'],
  ] as const) {
    const refused = await ask(service, body);
    assert.equal(refused.statusCode, 400, JSON.stringify(body));
    assert.match(refused.json().message, new RegExp(field));
  }
  assert.equal(service.query('select id from device_requests').length, 0);
});

test('neither code is stored, and a code is taken as people type it', async (t) => {
  const { service, browser } = await deviceService(t);
  const { deviceCode, userCode } = (await ask(service)).json();
  const [row] = service.query('select * from device_requests');
  const stored = Object.values(row ?? {}).map((value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value),
  );
  for (const text of stored) {
    assert.ok(
      !text.includes(deviceCode) && !text.includes(userCode) && !text.includes(userCode.replace('-', '')),
    );
  }
  const [front = '', back = ''] = userCode.split('-');
  for (const typed of [`${front}${back}`, userCode.toLowerCase(), ` ${front} ${back} `, `${front}–${back}`]) {
    assert.equal((await answer(browser, 'look-up', typed)).statusCode, 200, typed);
  }
  assert.equal(readUserCode('WDJB-MJH'), undefined);
  assert.equal(readUserCode('WDJB-MJHA'), undefined);
});
