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

test('all tokens of an account share its limit, and no other form of the same route is another one', async (t) => {
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

test('guessing at secrets ends with 429, however the client names itself, while valid tokens behind the same address work', async (t) => {
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

test('a token that was deleted is answered 401 however often it calls', async (t) => {
  const service = await startTestService(t, { config: { rateLimits: { ...UNLIMITED, guesses: 2 } } });
  const { _id, token } = await service.createToken({ role: 'reader' });
  await service.call({ method: 'DELETE', url: `${TOKENS}/${_id}` });
  for (let call = 0; call < 5; call++) {
    assert.equal((await service.call({ url: TOKENS, as: token })).statusCode, 401);
  }
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
