import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { addSigner, Browser, PASSWORD } from './browser.ts';
import { startTestService } from './test-service.ts';

const HOUR_MS = 3_600_000;

async function signerService(t: TestContext, options: Parameters<typeof startTestService>[1] = {}) {
  const service = await startTestService(t, options);
  const member = await addSigner(service, 'Grace@Example.com');
  return { service, member, browser: new Browser(service) };
}

test('a member signs in with e-mail and password, whatever the case of the address', async (t) => {
  const { service, member, browser } = await signerService(t);
  const response = await browser.signIn('gRACE@example.COM');
  assert.equal(response.statusCode, 201);
  assert.equal(response.headers['cache-control'], 'no-store');
  const { member: shown, expiry } = response.json();
  assert.equal(shown._id, member.id);
  assert.equal(shown.email, 'Grace@Example.com');
  assert.equal(expiry, service.clock.nowMs + HOUR_MS / 2);

  const identity = await browser.call({ url: '/api/v2/caller-identity' });
  assert.deepEqual(identity.json(), {
    accountId: service.accountId,
    authKind: 'session',
    memberId: member.id,
  });
  const session = await browser.call({ url: '/api/v2/session' });
  assert.equal(session.json().member._id, member.id);
  assert.equal(session.json().expiry, expiry);
});

test('W8: the session cookie is secure, opaque, for this host and for no script', async (t) => {
  const { browser } = await signerService(t);
  const response = await browser.signIn('grace@example.com');
  const [session, device, ...others] = response.headers['set-cookie'] as string[];
  assert.deepEqual(others, []);
  for (const [cookie, name] of [
    [session, '__Host-keyward'],
    [device, '__Host-keyward-device'],
  ] as const) {
    const [pair = '', ...attributes] = (cookie ?? '').split('; ');
    assert.equal(pair.split('=')[0], name);
    const flags = attributes.filter((attribute) => !attribute.startsWith('Max-Age=')).sort();
    assert.deepEqual(flags, ['HttpOnly', 'Path=/', 'SameSite=Strict', 'Secure']);
  }
  const value = browser.cookies.get('__Host-keyward') ?? '';
  assert.ok(value.length > 64);
  assert.ok(!decodeURIComponent(value).includes('grace'));
});

test('W8: only where plain http was accepted is the cookie a plain one', async (t) => {
  const { browser } = await signerService(t, { config: { allowInsecureHttp: true } });
  const response = await browser.signIn('grace@example.com');
  const [session = ''] = response.headers['set-cookie'] as string[];
  assert.match(session, /^keyward=/);
  assert.match(session, /; HttpOnly/);
  assert.match(session, /; SameSite=Strict/);
  assert.doesNotMatch(session, /Secure/);
  assert.equal(await browser.isSignedIn(), true);
});

test('W8: behind a proxy that ends TLS the cookie is secure, whatever else was accepted', async (t) => {
  const { browser } = await signerService(t, {
    config: { allowInsecureHttp: true, publicUrl: 'https://tokens.example.com' },
  });
  const response = await browser.call({
    method: 'POST',
    url: '/api/v2/session',
    headers: { origin: 'https://tokens.example.com' },
    payload: { email: 'grace@example.com', password: PASSWORD },
  });
  assert.match((response.headers['set-cookie'] as string[])[0] ?? '', /^__Host-keyward=.*; Secure/);
});

test('W6: who may not sign in learns nothing: one answer, after the same work', async (t) => {
  const { service, member, browser } = await signerService(t);
  const removed = await addSigner(service, 'removed@example.com');
  const pending = await addSigner(service, 'pending@example.com');
  service.write('update members set accepted_at = null where id = ?', pending.id);
  const withoutPassword = await service.addMember('reader', 'reader');
  service.write('update members set removed_at = 1 where id = ?', removed.id);
  await browser.signIn(member.email);
  const argon2 = t.mock.method(crypto, 'argon2');

  const answers = new Set<string>();
  const work: unknown[] = [];
  for (const [email, password] of [
    [member.email, 'not the password at all'],
    [member.email, 'x'],
    ['nobody@example.com', PASSWORD],
    ['nobody@example.com', 'x'],
    [withoutPassword.member.email, PASSWORD],
    [removed.email, PASSWORD],
    [pending.email, PASSWORD],
  ] as const) {
    const before = argon2.mock.callCount();
    const response = await new Browser(service).signIn(email, password);
    assert.equal(response.statusCode, 401, email);
    assert.equal(response.headers['set-cookie'], undefined);
    const { requestId: _, ...body } = response.json();
    answers.add(JSON.stringify([body, response.headers['www-authenticate']]));
    const calls = argon2.mock.calls.slice(before).map((call) => {
      const [algorithm, { memory, passes, parallelism, tagLength }] = call.arguments as unknown as [
        string,
        Record<string, unknown>,
      ];
      return { algorithm, memory, passes, parallelism, tagLength };
    });
    work.push(calls);
  }
  assert.equal(answers.size, 1);
  const once = [{ algorithm: 'argon2id', memory: 47_104, passes: 1, parallelism: 1, tagLength: 32 }];
  assert.deepEqual(work, Array(7).fill(once));
  const [audited] = service.query("select count(*) as n from audit_entries where record like '%signIn%'");
  assert.equal(audited?.n, 1);
});

test('an owner made on the shell with a password signs in', async (t) => {
  const service = await startTestService(t, { setUp: false });
  const { createFirstOwner, digestPassword } = await import('../src/index.ts');
  const owner = {
    email: 'me@example.com',
    firstName: '',
    lastName: '',
    organization: '',
    neverExpires: true,
  };
  const passwordDigest = await digestPassword(PASSWORD);
  await createFirstOwner(service.deployment, { ...owner, passwordDigest }, { system: 'keyward init' });
  assert.equal((await new Browser(service).signIn('me@example.com')).statusCode, 201);
});

test('a sign-in is audited with its address; a failed one leaves no trace of what was typed', async (t) => {
  const { service, browser } = await signerService(t);
  await browser.signIn('Somebody.Else@example.com', 'typed-in-the-wrong-field');
  await browser.signIn('grace@example.com', 'typed-in-the-wrong-field');
  assert.equal((await browser.signIn('grace@example.com')).statusCode, 201);
  const log = await service.call({ url: '/api/v2/auditlog' });
  const [entry, ...others] = log.json().items;
  assert.deepEqual(entry.accesses, [{ action: 'signIn', resource: `member/${entry.member._id}` }]);
  assert.equal(entry.member.email, 'Grace@Example.com');
  assert.ok(!others.some((other: { titleVerb: string }) => other.titleVerb.startsWith('signed in')));
  const everything = service.logLines.join('');
  assert.doesNotMatch(everything, /Somebody|typed-in|grace@|correct horse/i);
  const metrics = await service.call({ url: '/metrics' });
  assert.match(metrics.body, /keyward_sign_ins_total\{outcome="unauthorized"\} 2/);
  assert.match(metrics.body, /keyward_sign_ins_total\{outcome="signed_in"\} 1/);
});

test('a wrong body is named and costs no attempt', async (t) => {
  const { browser } = await signerService(t);
  for (const [payload, field] of [
    [{ email: 'grace@example.com' }, 'password'],
    [{ email: 'nobody', password: 'x' }, 'email'],
    [{ email: 'grace@example.com', password: 'x'.repeat(257) }, 'password'],
    [{ email: 'grace@example.com', password: 'x', remember: true }, 'remember'],
  ] as const) {
    for (let attempt = 0; attempt < 12; attempt++) {
      const response = await browser.call({ method: 'POST', url: '/api/v2/session', payload });
      assert.equal(response.statusCode, 400);
      assert.match(response.json().message, new RegExp(`\`${field}\``));
    }
  }
  assert.equal((await browser.signIn('grace@example.com')).statusCode, 201);
});

test('ten browsers that sign in at once each get a session of their own', async (t) => {
  const { service, member } = await signerService(t);
  const browsers = Array.from({ length: 10 }, (_, index) => new Browser(service, `192.0.2.${index}`));
  const responses = await Promise.all(browsers.map((browser) => browser.signIn(member.email)));
  assert.deepEqual(
    responses.map(({ statusCode }) => statusCode),
    Array(10).fill(201),
  );
  assert.equal(new Set(browsers.map(({ cookies }) => cookies.get('__Host-keyward'))).size, 10);
  for (const browser of browsers) assert.equal(await browser.isSignedIn(), true);
  assert.equal(Number(service.query('select count(*) as n from auth_session')[0]?.n), 10);
});

test('a password that is replaced while its owner signs in opens nothing', async (t) => {
  const { service, member, browser } = await signerService(t);
  const { store, sessions } = service.deployment;
  const open = sessions.open.bind(sessions);
  t.mock.method(Object.getPrototypeOf(sessions), 'open', async (...args: Parameters<typeof open>) => {
    const opened = await open(...args);
    await store.change(service.clock, async (changes, nowMs) => {
      await changes.credentials.replacePassword(member.id, '$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA', nowMs);
      await changes.credentials.endSessions(member.id);
      changes.recordChange({ accountId: service.accountId, kind: 'sessions', id: member.id });
    });
    return opened;
  });
  const response = await browser.signIn(member.email);
  assert.equal(response.statusCode, 401);
  assert.equal(response.headers['set-cookie'], undefined);
  assert.deepEqual(service.query('select id from auth_session'), []);
});

test('a sign-in that cannot be audited opens nothing, and is our fault', async (t) => {
  const { service, browser } = await signerService(t);
  service.write(
    "create trigger full before insert on audit_entries begin select raise(abort, 'no room'); end",
  );
  const response = await browser.signIn('grace@example.com');
  assert.equal(response.statusCode, 500);
  assert.equal(response.headers['set-cookie'], undefined);
  service.write('drop trigger full');
  assert.deepEqual(service.query('select id from auth_session'), []);
});
