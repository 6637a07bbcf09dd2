import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFirstOwner } from '../src/index.ts';
import { Browser } from './browser.ts';
import { startTestService, type TestService } from './test-service.ts';

const SETUP = '/api/v2/setup';
const HOUR_MS = 3_600_000;

async function waitingService(t: Parameters<typeof startTestService>[0]) {
  const service = await startTestService(t, { setUp: false });
  const code = await service.issueSetupCode();
  assert.ok(code);
  return { service, code };
}

function claim(service: TestService, code: string, more: object = {}) {
  const payload = { code, email: 'me@example.com', ...more };
  return service.call({ method: 'POST', url: SETUP, as: null, payload });
}

function accounts(service: TestService): number {
  return Number(service.query('select count(*) as n from accounts')[0]?.n);
}

test('the set-up code makes the account, its owner and a first token that works for 30 days', async (t) => {
  const { service, code } = await waitingService(t);
  const response = await claim(service, code, { firstName: 'Ada', organization: 'Acme' });
  assert.equal(response.statusCode, 201);
  assert.equal(response.headers['cache-control'], 'no-store');
  const { token, role, ownerId, memberId, expiry, _member } = response.json();
  assert.equal(role, 'owner');
  assert.equal(ownerId, memberId);
  assert.equal(_member.email, 'me@example.com');
  assert.equal(expiry, service.clock.nowMs + 30 * 24 * HOUR_MS);
  const account = await service.call({ url: '/api/v2/account', as: token });
  assert.equal(account.json().organization, 'Acme');
  assert.equal(account.json().key, 'default');
  service.clock.nowMs = expiry - 1;
  assert.equal((await service.call({ url: '/api/v2/account', as: token })).statusCode, 200);
  service.clock.nowMs = expiry;
  assert.equal((await service.call({ url: '/api/v2/account', as: token })).statusCode, 401);
});

test('with a password the owner can sign in at once; strangers cannot have passwords digested', async (t) => {
  const { service, code } = await waitingService(t);
  const password = 'correct horse battery staple';
  const short = await claim(service, code, { password: 'short' });
  assert.deepEqual([short.statusCode, /password/.test(short.json().message)], [400, true]);
  assert.equal(accounts(service), 0);
  const wrong = `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`;
  assert.equal((await claim(service, wrong, { password })).statusCode, 401);
  assert.equal((await claim(service, code, { password })).statusCode, 201);
  const browser = new Browser(service);
  assert.equal((await browser.signIn('me@example.com', password)).statusCode, 201);
  assert.equal(await browser.isSignedIn(), true);
});

test('R10: of twenty callers at once one makes the owner', async (t) => {
  const { service, code } = await waitingService(t);
  const responses = await Promise.all(
    Array.from({ length: 20 }, (_, index) => claim(service, code, { email: `caller${index}@example.com` })),
  );
  const statuses = responses.map(({ statusCode }) => statusCode).sort();
  assert.deepEqual(statuses, [201, ...Array(19).fill(401)]);
  for (const table of ['accounts', 'members', 'tokens', 'token_secrets']) {
    assert.equal(Number(service.query(`select count(*) as n from ${table}`)[0]?.n), 1, table);
  }
});

test('B1: the code works once, for an hour, and only the newest', async (t) => {
  const { service, code } = await waitingService(t);
  const newer = await service.issueSetupCode();
  assert.ok(newer);
  assert.equal((await claim(service, code)).statusCode, 401);
  service.clock.advance(HOUR_MS);
  assert.equal((await claim(service, newer)).statusCode, 401);
  const newest = await service.issueSetupCode();
  assert.ok(newest);
  service.clock.advance(HOUR_MS - 1);
  assert.equal((await claim(service, newest)).statusCode, 201);
  assert.equal((await claim(service, newest)).statusCode, 401);
  assert.equal(accounts(service), 1);
});

test('B2: there is no code once an owner exists', async (t) => {
  const service = await startTestService(t);
  assert.equal(await service.issueSetupCode(), undefined);
  assert.deepEqual(service.query('select * from one_time_codes'), []);
});

test('a wrong code is refused like a used one, and is no access token', async (t) => {
  const { service, code } = await waitingService(t);
  const wrong = [`${code.slice(0, -1)}~`, code.replace('kwb', 'kwp'), '', 'x', code.toUpperCase()];
  const bodies = new Set<string>();
  for (const guess of wrong) {
    const response = await claim(service, guess);
    assert.equal(response.statusCode, 401, guess);
    const { requestId: _, ...body } = response.json();
    bodies.add(JSON.stringify(body));
  }
  assert.equal(bodies.size, 1);
  assert.equal((await service.call({ url: '/api/v2/tokens', as: code })).statusCode, 401);
  assert.equal(accounts(service), 0);
});

test('a wrong body is named, and the code lives on', async (t) => {
  const { service, code } = await waitingService(t);
  for (const [more, field] of [
    [{ email: 'nobody' }, 'email'],
    [{ email: undefined }, 'email'],
    [{ role: 'owner' }, 'role'],
    [{ firstName: 7 }, 'firstName'],
  ] as const) {
    const response = await claim(service, code, more);
    assert.equal(response.statusCode, 400);
    assert.match(response.json().message, new RegExp(`\`${field}\``));
  }
  assert.equal(accounts(service), 0);
  assert.equal((await claim(service, code)).statusCode, 201);
});

test('before the set-up nobody is let in', async (t) => {
  const { service } = await waitingService(t);
  for (const as of [null, '', 'admin', 'keyward', 'Basic YWRtaW46YWRtaW4=']) {
    assert.equal((await service.call({ url: '/api/v2/tokens', as })).statusCode, 401);
  }
});

test('the shell has the limits of the API: a text that is too long is named, and nothing is made', async (t) => {
  const { service } = await waitingService(t);
  const owner = { email: 'me@example.com', firstName: '', lastName: '', organization: '' };
  for (const field of ['email', 'firstName', 'lastName', 'organization'] as const) {
    const wanted = { ...owner, [field]: 'x'.repeat(257), passwordDigest: null, neverExpires: false };
    const made = createFirstOwner(service.deployment, wanted, { system: 'keyward init' });
    await assert.rejects(made, new RegExp(`\`${field}\`: must have at most`));
  }
  assert.equal(accounts(service), 0);
});
