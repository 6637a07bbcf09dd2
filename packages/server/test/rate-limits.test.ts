import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '../src/index.ts';
import { startTestService } from './test-service.ts';
import { TOKENS } from './token-calls.ts';

const UNLIMITED = { perAccount: 0, perRoute: 0, verification: 0, guesses: 0 };
const UNKNOWN_SECRET = 'api-00000000-0000-4000-8000-000000000000';

test('every limited answer says what is left, and that the window ends in the near future, in milliseconds', async (t) => {
  const service = await startTestService(t);
  const { rateLimits } = readConfig({});
  for (const calls of [1, 2]) {
    const { headers } = await service.call({ url: TOKENS });
    assert.equal(headers['x-ratelimit-global-remaining'], String(rateLimits.perAccount - calls));
    assert.equal(headers['x-ratelimit-route-remaining'], String(rateLimits.perRoute - calls));
    const reset = Number(headers['x-ratelimit-reset']);
    assert.ok(reset > service.clock.now() && reset <= service.clock.now() + 10_000, String(reset));
  }
  const other = await service.call({ url: '/api/v2/roles' });
  assert.equal(other.headers['x-ratelimit-global-remaining'], String(rateLimits.perAccount - 3));
  assert.equal(other.headers['x-ratelimit-route-remaining'], String(rateLimits.perRoute - 1));
});

test('a route without limits, and one that verifies tokens, sends none of the headers', async (t) => {
  const limited = await startTestService(t, { config: { rateLimits: { ...UNLIMITED, perAccount: 2 } } });
  for (let call = 0; call < 5; call++) {
    const { statusCode, headers } = await limited.call({ url: '/api/v2/caller-identity' });
    assert.equal(statusCode, 200);
    assert.equal(headers['x-ratelimit-reset'], undefined);
  }
  const free = await startTestService(t, { config: { rateLimits: UNLIMITED } });
  assert.equal((await free.call({ url: TOKENS })).headers['x-ratelimit-reset'], undefined);
});

test('past the limit of a route a call is refused before it does anything, and other routes go on', async (t) => {
  const service = await startTestService(t, { config: { rateLimits: { ...UNLIMITED, perRoute: 2 } } });
  const create = () => service.call({ method: 'POST', url: TOKENS, payload: { role: 'reader' } });
  assert.deepEqual([(await create()).statusCode, (await create()).statusCode], [201, 201]);
  const refused = await create();
  assert.equal(refused.statusCode, 429);
  const { message, code } = refused.json();
  assert.deepEqual(
    { message, code },
    {
      message: "You've exceeded the API rate limit. Try again later.",
      code: 'rate_limited',
    },
  );
  assert.equal(refused.headers['x-ratelimit-route-remaining'], '0');
  const seconds = Number(refused.headers['retry-after']);
  assert.ok(seconds >= 1 && seconds <= 10, String(seconds));
  assert.equal((await service.call({ url: TOKENS })).json().totalCount, 3);
});

test('Q7: all tokens of an account share its limit, and no other form of the same route is another one', async (t) => {
  const service = await startTestService(t, { config: { rateLimits: { ...UNLIMITED, perRoute: 4 } } });
  const { secret } = await service.addMember('admin', 'admin');
  const calls = [
    { url: TOKENS },
    { method: 'HEAD', url: `${TOKENS}?limit=1` },
    { url: TOKENS, as: secret },
    { url: TOKENS, as: secret, headers: { 'x-forwarded-for': '192.0.2.1' } },
  ] as const;
  for (const call of calls) assert.equal((await service.call(call)).statusCode, 200);
  for (const call of calls) assert.equal((await service.call(call)).statusCode, 429);
});

test('the limit of an account holds over all its routes', async (t) => {
  const service = await startTestService(t, { config: { rateLimits: { ...UNLIMITED, perAccount: 2 } } });
  const statuses = [];
  for (const url of [TOKENS, '/api/v2/roles', '/api/v2/members']) {
    statuses.push((await service.call({ url })).statusCode);
  }
  assert.deepEqual(statuses, [200, 200, 429]);
});

test('Q6, Q7: guessing at secrets ends with 429, however the client names itself, while valid tokens behind the same address work', async (t) => {
  const service = await startTestService(t, { config: { rateLimits: { ...UNLIMITED, guesses: 20 } } });
  const guess = (call: number, remoteAddress: string) =>
    service.call({
      url: '/api/v2/caller-identity',
      as: UNKNOWN_SECRET,
      remoteAddress,
      headers: { 'x-forwarded-for': `192.0.2.${call}` },
    });
  const statuses = new Map<number, number>();
  for (let call = 0; call < 10_000; call++) {
    const { statusCode, headers } = await guess(call % 250, `2001:db8:0:1::${(call % 9_999).toString(16)}`);
    statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
    if (statusCode === 429) assert.ok(Number(headers['retry-after']) >= 1);
  }
  assert.deepEqual(
    [...statuses],
    [
      [401, 20],
      [429, 9_980],
    ],
  );
  const own = { url: '/api/v2/caller-identity', remoteAddress: '2001:db8:0:1::7' };
  assert.equal((await service.call(own)).statusCode, 200);
  assert.equal((await guess(1, '2001:db8:0:2::1')).statusCode, 401);
});

test('Q6: secrets that have ended, are disabled or come from a wrong address meet the same limit, and no valid token ever does', async (t) => {
  const service = await startTestService(t, { config: { rateLimits: { ...UNLIMITED, guesses: 4 } } });
  const live = await service.createToken({ role: 'reader' });
  const call = (as: string, remoteAddress: string) =>
    service.call({ url: '/api/v2/caller-identity', as, remoteAddress });
  const elsewhere = await service.createToken({ role: 'reader', allowedIps: ['203.0.113.9/32'] });
  const [deleted, disabled, expired] = [
    await service.createToken({ role: 'reader' }),
    await service.createToken({ role: 'reader' }),
    await service.createToken({ role: 'reader', expiry: service.clock.nowMs + 1_000 }),
  ];
  await service.call({ method: 'DELETE', url: `${TOKENS}/${deleted._id}` });
  const payload = [{ op: 'replace', path: '/disabled', value: true }];
  await service.call({ method: 'PATCH', url: `${TOKENS}/${disabled._id}`, payload });
  service.clock.advance(2_000);
  for (const [index, [secret, status]] of [
    [deleted.token, 401],
    [disabled.token, 401],
    [expired.token, 401],
    [elsewhere.token, 403],
  ].entries() as unknown as [number, [string, number]][]) {
    const address = `192.0.2.${index}`;
    const statuses = [];
    for (let each = 0; each < 6; each++) statuses.push((await call(secret, address)).statusCode);
    assert.deepEqual(statuses, [status, status, status, status, 429, 429]);
    const refused = await call(secret, address);
    assert.ok(Number(refused.headers['retry-after']) >= 1);
    assert.equal((await call(UNKNOWN_SECRET, address)).statusCode, 429, 'one limit for all of them');
    for (let each = 0; each < 10; each++) assert.equal((await call(live.token, address)).statusCode, 200);
  }
  assert.equal((await call(elsewhere.token, '203.0.113.9')).statusCode, 200);
});

test('Q7: behind a trusted proxy the address that it saw is limited, whatever the client writes before it', async (t) => {
  const { trustedProxies } = readConfig({ KEYWARD_TRUSTED_PROXIES: '10.0.0.0/8' });
  const config = { rateLimits: { ...UNLIMITED, guesses: 3 }, trustedProxies };
  const service = await startTestService(t, { config });
  const guess = async (forwarded: string, as: string = UNKNOWN_SECRET) => {
    const headers = { 'x-forwarded-for': forwarded };
    const url = '/api/v2/caller-identity';
    return (await service.call({ url, as, remoteAddress: '10.0.0.1', headers })).statusCode;
  };
  const statuses = [];
  for (let call = 0; call < 5; call++) statuses.push(await guess(`198.51.100.${call}, 192.0.2.7`));
  assert.deepEqual(statuses, [401, 401, 401, 429, 429]);
  const rotated = [];
  for (let call = 0; call < 5; call++) rotated.push(await guess(`x, 2001:db8:0:1::${call}`));
  assert.deepEqual(rotated, [401, 401, 401, 429, 429], 'a /64 is one client');
  assert.equal(await guess('192.0.2.7', service.ownerSecret), 200);
  assert.equal(await guess('192.0.2.8'), 401, 'another client has a limit of its own');
});

test('Q7: no other spelling of a path is another route, nor tells whether a secret works', async (t) => {
  const config = { rateLimits: { ...UNLIMITED, perRoute: 2, guesses: 2 } };
  const service = await startTestService(t, { config });
  for (const url of ['/API/v2/tokens', '/api/v2/Tokens', '/api/v2/caller-identity/', `/${TOKENS}`]) {
    const bodies = [];
    for (const as of [service.ownerSecret, UNKNOWN_SECRET, null]) {
      const { statusCode, body } = await service.call({ url, as });
      assert.equal(statusCode, 404, url);
      bodies.push({ ...JSON.parse(body), requestId: '' });
    }
    assert.deepEqual(bodies[1], bodies[0]);
    assert.deepEqual(bodies[2], bodies[0]);
  }
  const spellings = [TOKENS, `${TOKENS}?limit=1`, '/api/v2/t%6fkens', `${TOKENS}#x`, `${TOKENS}/`];
  const statuses = [];
  for (const url of spellings) statuses.push((await service.call({ url })).statusCode === 429);
  assert.deepEqual(statuses, [false, false, true, true, false], 'the last one is a token without an id');
  const guesses = [];
  for (const url of spellings) guesses.push((await service.call({ url, as: UNKNOWN_SECRET })).statusCode);
  assert.deepEqual(guesses, [401, 401, 429, 429, 429]);
  const tunnelled = { method: 'POST', url: TOKENS, headers: { 'x-http-method-override': 'PATCH' } } as const;
  const patches = [];
  for (let call = 0; call < 3; call++)
    patches.push((await service.call({ ...tunnelled, payload: {} })).statusCode);
  const direct = await service.call({ method: 'PATCH', url: TOKENS, payload: {} });
  assert.deepEqual([...patches, direct.statusCode], [400, 400, 429, 429]);
});

test('a limit that is no number is refused by its name', () => {
  for (const value of ['-1', '1e3', 'many', '1000000000', '0.5']) {
    assert.throws(
      () => readConfig({ KEYWARD_ROUTE_RATE_LIMIT: value }),
      /`KEYWARD_ROUTE_RATE_LIMIT`: `.+` is no number/,
    );
  }
  assert.equal(readConfig({ KEYWARD_GUESS_LIMIT: '0' }).rateLimits.guesses, 0);
});
