import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openSession } from '../src/sign-in/sign-in.ts';
import { addSigner, Browser, PASSWORD } from './browser.ts';
import { startTestService, type TestService } from './test-service.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const COOKIE = '__Host-keyward';
const NEW_PASSWORD = 'another long pass phrase';

/** A member who is signed in with as many browsers as asked for. */
async function signedIn<Count extends number>(t: TestContext, count: Count) {
  const service = await startTestService(t);
  const member = await addSigner(service, 'grace@example.com');
  const browsers: Browser[] = [];
  for (let index = 0; index < count; index++) {
    const browser = new Browser(service, `192.0.2.${index + 1}`);
    assert.equal((await browser.signIn(member.email)).statusCode, 201);
    browsers.push(browser);
  }
  const [first, second] = browsers;
  if (first === undefined) throw new Error('at least one browser');
  return { service, member, first, second: second ?? first };
}

function signOutEntries(service: TestService): unknown[] {
  return service.query("select record from audit_entries where record like '%signOut%'");
}

test('a session ends after 30 minutes without a call, to the millisecond', async (t) => {
  const { service, first } = await signedIn(t, 1);
  service.clock.advance(30 * MINUTE_MS - 1);
  assert.equal(await first.isSignedIn(), true);
  service.clock.advance(30 * MINUTE_MS);
  const response = await first.call({ url: '/api/v2/session' });
  assert.equal(response.statusCode, 401);
  assert.equal(response.json().code, 'unauthorized');
});

test('a session in use goes on, and its end is told', async (t) => {
  const { service, first } = await signedIn(t, 1);
  for (let use = 0; use < 4; use++) {
    service.clock.advance(29 * MINUTE_MS);
    assert.equal(await first.isSignedIn(), true);
  }
  const { expiry } = (await first.call({ url: '/api/v2/session' })).json();
  assert.equal(expiry, service.clock.nowMs + 30 * MINUTE_MS);
  service.clock.nowMs = expiry;
  assert.equal(await first.isSignedIn(), false);
});

test('a session ends 12 hours after the sign-in, however much it is used', async (t) => {
  const { service, first } = await signedIn(t, 1);
  const signedInAt = service.clock.nowMs;
  while (service.clock.nowMs < signedInAt + 12 * HOUR_MS - 20 * MINUTE_MS) {
    service.clock.advance(20 * MINUTE_MS);
    assert.equal(await first.isSignedIn(), true);
  }
  service.clock.nowMs = signedInAt + 12 * HOUR_MS - 1;
  assert.equal(await first.isSignedIn(), true);
  service.clock.nowMs = signedInAt + 12 * HOUR_MS;
  assert.equal(await first.isSignedIn(), false);
});

test('what has ended does not come back, and is cleared away with the next sign-in', async (t) => {
  const { service, member, first } = await signedIn(t, 1);
  service.clock.advance(30 * MINUTE_MS);
  assert.equal(await first.isSignedIn(), false);
  assert.equal(await first.isSignedIn(), false);
  const again = new Browser(service);
  await again.signIn(member.email);
  assert.equal(Number(service.query('select count(*) as n from auth_session')[0]?.n), 1);
});

test('a member has 50 sessions: the next ends the oldest, and no other, whatever their times', async (t) => {
  const { service, member, first, second } = await signedIn(t, 2);
  const other = await addSigner(service);
  const stranger = new Browser(service);
  await stranger.signIn(other.email);
  const credential = await service.deployment.store.reads.credentials.findCredential(member.email);
  if (credential === undefined) throw new Error('the member has a password');
  service.write(
    "update auth_session set created_at = '2026-11-22T11:59:59.000Z' where ip_address = '192.0.2.1'",
  );
  const client = { address: '192.0.2.9', agent: 'Test browser', requestId: 'test' };
  for (let count = 3; count <= 50; count++) await openSession(service.deployment, credential, client);
  assert.deepEqual([await first.isSignedIn(), await second.isSignedIn()], [true, true]);

  const last = new Browser(service);
  assert.equal((await last.signIn(member.email)).statusCode, 201);
  assert.equal((await last.call({ url: '/api/v2/sessions' })).json().items.length, 50);
  assert.equal(await first.isSignedIn(), false, 'the oldest');
  assert.equal(await stranger.isSignedIn(), true);
});

test('signing out ends this session and no other, takes the cookie away and is audited', async (t) => {
  const { service, first, second } = await signedIn(t, 2);
  const cookie = first.cookies.get(COOKIE) ?? '';
  const response = await first.call({ method: 'DELETE', url: '/api/v2/session' });
  assert.equal(response.statusCode, 204);
  assert.equal(response.body, '');
  assert.match(String(response.headers['set-cookie']), /^__Host-keyward=; Max-Age=0; Path=\/;.*; Secure$/);
  assert.equal(first.cookies.has(COOKIE), false);
  first.cookies.set(COOKIE, cookie);
  assert.equal(await first.isSignedIn(), false);
  assert.equal(await second.isSignedIn(), true);
  assert.equal(signOutEntries(service).length, 1);
});

test('one’s own sessions are listed with where they are, the current one marked', async (t) => {
  const { service, first, second } = await signedIn(t, 2);
  const stranger = new Browser(service);
  await stranger.signIn((await addSigner(service)).email);
  service.clock.advance(5 * MINUTE_MS);
  const { items } = (await second.call({ url: '/api/v2/sessions' })).json();
  assert.deepEqual(
    items
      .map(({ address, agent, current }: Record<string, unknown>) => ({ address, agent, current }))
      .sort((one: { address: string }, other: { address: string }) =>
        one.address.localeCompare(other.address),
      ),
    [
      { address: '192.0.2.1', agent: 'Test browser', current: false },
      { address: '192.0.2.2', agent: 'Test browser', current: true },
    ],
  );
  const current = items.find((item: { current: boolean }) => item.current);
  assert.equal(current.lastSeen, service.clock.nowMs);
  assert.equal(current.creationDate, service.clock.nowMs - 5 * MINUTE_MS);
  assert.equal(current.expiry, service.clock.nowMs + 30 * MINUTE_MS);
  service.clock.advance(26 * MINUTE_MS);
  assert.equal((await second.call({ url: '/api/v2/sessions' })).json().items.length, 1);
  assert.equal(await first.isSignedIn(), false);
});

test('one of one’s own sessions is ended by name; another member’s is not found', async (t) => {
  const { service, first, second } = await signedIn(t, 2);
  const stranger = new Browser(service);
  await stranger.signIn((await addSigner(service)).email);
  const { items } = (await first.call({ url: '/api/v2/sessions' })).json();
  const other = items.find(({ current }: { current: boolean }) => !current);
  const url = `/api/v2/sessions/${other._id}`;
  assert.equal((await stranger.call({ method: 'DELETE', url })).statusCode, 404);
  assert.equal(await second.isSignedIn(), true);
  assert.equal((await first.call({ method: 'DELETE', url })).statusCode, 204);
  assert.equal(await second.isSignedIn(), false);
  assert.equal(await first.isSignedIn(), true);
  assert.equal((await first.call({ method: 'DELETE', url })).statusCode, 404);
  assert.equal(signOutEntries(service).length, 1);
});

test('signing out everywhere ends every session of the member and of nobody else', async (t) => {
  const { service, first, second } = await signedIn(t, 2);
  const stranger = new Browser(service);
  await stranger.signIn((await addSigner(service)).email);
  assert.equal((await first.call({ method: 'DELETE', url: '/api/v2/sessions' })).statusCode, 204);
  assert.equal(await first.isSignedIn(), false);
  assert.equal(await second.isSignedIn(), false);
  assert.equal(await stranger.isSignedIn(), true);
  assert.equal(signOutEntries(service).length, 1);
});

function putPassword(browser: Browser, currentPassword: string, newPassword: string) {
  return browser.call({ method: 'PUT', url: '/api/v2/password', payload: { currentPassword, newPassword } });
}

test('a new password works, the old one no more, and every other session ends', async (t) => {
  const { service, member, first, second } = await signedIn(t, 2);
  assert.equal((await putPassword(first, PASSWORD, NEW_PASSWORD)).statusCode, 204);
  assert.equal(await first.isSignedIn(), true);
  assert.equal(await second.isSignedIn(), false);
  assert.equal((await new Browser(service).signIn(member.email)).statusCode, 401);
  assert.equal((await new Browser(service).signIn(member.email, NEW_PASSWORD)).statusCode, 201);
  const [entry] = service.query("select record from audit_entries where record like '%updatePassword%'");
  assert.ok(entry);
  assert.doesNotMatch(String(entry.record), /pass phrase|argon2/);
});

test('a new password ends the link for another one that was made before', async (t) => {
  const { service, member, first } = await signedIn(t, 1);
  const url = `/api/v2/members/${member.id}/password-link`;
  const { link } = (await service.call({ method: 'POST', url })).json();
  assert.equal((await first.signIn(member.email)).statusCode, 201);
  assert.equal((await putPassword(first, PASSWORD, NEW_PASSWORD)).statusCode, 204);
  const payload = { code: link.split('#')[1], newPassword: PASSWORD };
  const chosen = await service.call({ method: 'POST', url: '/api/v2/password', payload, as: null });
  assert.equal(chosen.statusCode, 401, chosen.body);
});

test('what a browser calls itself is kept without a secret in it', async (t) => {
  const service = await startTestService(t);
  const member = await addSigner(service);
  const browser = new Browser(service);
  const payload = { email: member.email, password: PASSWORD };
  const headers = { 'user-agent': `Test ${service.ownerSecret} browser` };
  const response = await browser.call({ method: 'POST', url: '/api/v2/session', payload, headers });
  assert.equal(response.statusCode, 201, response.body);
  const [session] = (await browser.call({ url: '/api/v2/sessions' })).json().items;
  assert.match(session.agent, /^Test \S+ browser$/);
  assert.ok(!session.agent.includes(service.ownerSecret));
});

test('without the current password, or with an unfit new one, nothing changes', async (t) => {
  const { service, member, first, second } = await signedIn(t, 2);
  const before = service.query('select password from auth_account');
  for (const [current, next, field] of [
    ['not my password', NEW_PASSWORD, 'currentPassword'],
    [PASSWORD, 'too short', 'newPassword'],
    [PASSWORD, 'x'.repeat(257), 'newPassword'],
  ] as const) {
    const response = await putPassword(first, current, next);
    assert.equal(response.statusCode, 400);
    assert.match(response.json().message, new RegExp(`^\`${field}\``));
  }
  assert.deepEqual(service.query('select password from auth_account'), before);
  assert.equal(await second.isSignedIn(), true);
  assert.equal((await new Browser(service).signIn(member.email)).statusCode, 201);
});

test('guesses at the current password are bounded, and do not lock the account', async (t) => {
  const { service, member, first } = await signedIn(t, 1);
  const statuses: number[] = [];
  for (let guess = 0; guess < 21; guess++) {
    statuses.push((await putPassword(first, `guess number ${guess}`, NEW_PASSWORD)).statusCode);
  }
  assert.deepEqual(statuses, [...Array(20).fill(400), 429]);
  assert.equal((await putPassword(first, PASSWORD, NEW_PASSWORD)).statusCode, 429);
  const usual = new Browser(service, '192.0.2.77');
  for (const [name, value] of first.cookies) if (name.endsWith('device')) usual.cookies.set(name, value);
  assert.equal((await usual.signIn(member.email)).statusCode, 201);
});

test('a removed member is signed out at once', async (t) => {
  const { service, member, first } = await signedIn(t, 1);
  service.write('update members set removed_at = 1 where id = ?', member.id);
  assert.equal(await first.isSignedIn(), false);
});

test('a member who is signed in may do what their role allows, as their role is now', async (t) => {
  const { service, member, first } = await signedIn(t, 1);
  const create = () =>
    first.call({ method: 'POST', url: '/api/v2/tokens', payload: { role: 'reader', serviceToken: true } });
  assert.equal((await create()).statusCode, 403);
  service.write("update members set role = 'admin' where id = ?", member.id);
  const created = await create();
  assert.equal(created.statusCode, 201);
  assert.equal(created.json().memberId, member.id);
  const url = `/api/v2/tokens/${created.json()._id}`;
  assert.equal((await first.call({ method: 'DELETE', url })).statusCode, 204);
});

test('a session that ends between the check and the commit changes nothing', async (t) => {
  const { service, member, first } = await signedIn(t, 1);
  service.write("update members set role = 'admin' where id = ?", member.id);
  const { store, accountMemory } = service.deployment;
  const of = Object.getPrototypeOf(accountMemory).of;
  let isFirst = true;
  t.mock.method(
    Object.getPrototypeOf(accountMemory),
    'of',
    async function (this: unknown, ...words: unknown[]) {
      const rules = await of.apply(this, words);
      if (isFirst) {
        isFirst = false;
        await store.change(service.clock, async (changes) => {
          await changes.credentials.endSessions(member.id);
          changes.recordChange({ accountId: service.accountId, kind: 'sessions', id: member.id });
        });
      }
      return rules;
    },
  );
  const response = await first.call({ method: 'POST', url: '/api/v2/tokens', payload: { role: 'reader' } });
  assert.equal(response.statusCode, 401);
  assert.equal(Number(service.query('select count(*) as n from tokens')[0]?.n), 1);
});

test('a cookie of another deployment opens nothing, even with the same session in the database', async (t) => {
  const { service, first } = await signedIn(t, 1);
  const other = await startTestService(t);
  await addSigner(other, 'grace@example.com');
  const [user] = other.query('select id from auth_user');
  const [session] = service.query('select * from auth_session');
  const { token, expires_at, created_at, updated_at } = session as Record<string, string>;
  other.write(
    'insert into auth_session (id, user_id, token, expires_at, created_at, updated_at) values (?, ?, ?, ?, ?, ?)',
    ...['f'.repeat(24), String(user?.id), token ?? '', expires_at ?? '', created_at ?? '', updated_at ?? ''],
  );
  const elsewhere = new Browser(other);
  for (const [name, value] of first.cookies) elsewhere.cookies.set(name, value);
  assert.equal(await elsewhere.isSignedIn(), false);
  assert.equal(await first.isSignedIn(), true);
});

test('S9: nothing in the database, or made from it, is a session', async (t) => {
  const { service, first } = await signedIn(t, 1);
  const signed = decodeURIComponent(first.cookies.get(COOKIE) ?? '');
  const [token = '', signature = ''] = signed.split('.');
  assert.ok(token.length >= 32);
  const files = ['keyward.db', 'keyward.db-wal'].map((name) => readFileSync(join(service.directory, name)));
  const dump = Buffer.concat(files).toString('latin1');
  for (const secret of [signed, signature, encodeURIComponent(signature), PASSWORD]) {
    assert.equal(dump.includes(secret), false);
  }
  const [row] = service.query('select * from auth_session');
  const thief = new Browser(service);
  for (const text of Object.values(row ?? {}).map(String)) {
    for (const guess of [text, `${text}.`, `${text}.${signature}x`, `${text}.${text}`]) {
      thief.cookies.set(COOKIE, encodeURIComponent(guess));
      assert.equal(await thief.isSignedIn(), false, guess);
    }
    const bearer = await service.call({ url: '/api/v2/caller-identity', as: text });
    assert.equal(bearer.statusCode, 401);
  }
  assert.equal(await first.isSignedIn(), true);
});

test('data out of reach is our fault, not an ended session', async (t) => {
  const { service, first } = await signedIn(t, 1);
  service.write('alter table auth_session rename to auth_session_gone');
  const response = await first.call({ url: '/api/v2/session' });
  assert.equal(response.statusCode, 503);
  service.write('alter table auth_session_gone rename to auth_session');
  assert.equal(await first.isSignedIn(), true);
});

test('a token has no session', async (t) => {
  const service = await startTestService(t);
  for (const [method, url] of [
    ['GET', '/api/v2/session'],
    ['DELETE', '/api/v2/session'],
    ['GET', '/api/v2/sessions'],
    ['DELETE', '/api/v2/sessions'],
    ['DELETE', `/api/v2/sessions/${'0'.repeat(24)}`],
  ] as const) {
    assert.equal((await service.call({ method, url })).statusCode, 403, `${method} ${url}`);
  }
  const payload = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
  assert.equal((await service.call({ method: 'PUT', url: '/api/v2/password', payload })).statusCode, 403);
});

test('a session never has the base role of one moment with the custom roles of another', async (t) => {
  const { service, member, first } = await signedIn(t, 1);
  const role = { key: 'see', name: 'See', policy: [] };
  await service.call({ method: 'POST', url: '/api/v2/roles', payload: role });
  const [{ id: roleId } = {}] = service.query("select id from roles where key = 'see'");
  const give = (base: string, ids: string) =>
    service.write('update members set role = ?, custom_role_ids = ? where id = ?', base, ids, member.id);
  give('admin', JSON.stringify([roleId]));
  const hold = `insert into role_holders values ('member', ?, ?, ?, 0)`;
  service.write(hold, member.id, String(roleId), service.accountId);

  const { roles } = service.deployment.store.reads;
  const { findHeldRoles } = roles;
  let reads = 0;
  t.mock.method(roles, 'findHeldRoles', async (of: Parameters<typeof findHeldRoles>[0]) => {
    if (++reads === 1) {
      give('reader', '[]');
      service.write('delete from role_holders where holder_id = ?', member.id);
    }
    return findHeldRoles(of);
  });
  const invitation = [{ email: 'x@example.com', role: 'reader' }];
  const response = await first.call({ method: 'POST', url: '/api/v2/members', payload: invitation });
  assert.equal(response.statusCode, 403, response.body);
  assert.equal(reads, 2, 'what was of two moments was read again');
});
