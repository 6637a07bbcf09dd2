import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { addSigner, Browser } from './browser.ts';
import { startTestService, type TestService, type WireToken } from './test-service.ts';

const TOKENS = '/api/v2/tokens';
const IDENTITY = '/api/v2/caller-identity';
const HOUR_MS = 3_600_000;

async function read(service: TestService, { _id }: WireToken) {
  return (await service.call({ url: `${TOKENS}/${_id}` })).json();
}

async function use(service: TestService, secret: string, agent = 'curl/8', remoteAddress = '192.0.2.7') {
  const response = await service.call({
    url: IDENTITY,
    as: secret,
    headers: { 'user-agent': agent },
    remoteAddress,
  });
  return response.statusCode;
}

const isOfUse = (column: string) => column.startsWith('last_') || column === 'requests';

/** Everything of tokens, secrets and members but when and how often they were used. */
function rowsWithoutUse(service: TestService) {
  const plain = (table: string) =>
    service
      .query(`select * from ${table} order by id`)
      .map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !isOfUse(name))));
  return { tokens: plain('tokens'), secrets: plain('token_secrets'), members: plain('members') };
}

function auditCount(service: TestService): number {
  return Number(service.query('select count(*) as n from audit_entries')[0]?.n);
}

test('a token says when, from where and by what it was last used; the verification itself writes nothing', async (t) => {
  const service = await startTestService(t);
  const token = await service.createToken({ role: 'reader' });
  await service.flush();
  assert.equal((await read(service, token)).lastUsed, 0);
  const sequence = () => service.query('select value from sequence');
  const before = { rows: rowsWithoutUse(service), sequence: sequence() };
  const beside = new DatabaseSync(join(service.directory, 'keyward.db'));
  t.after(() => beside.close());
  const commits = () => beside.prepare('pragma data_version').get();

  const version = commits();
  service.clock.advance(5_000);
  assert.equal(await use(service, token.token), 200);
  assert.deepEqual(commits(), version);
  const unwritten = await read(service, token);
  assert.equal(unwritten.lastUsed, 0);
  assert.equal(unwritten.lastUsedAddress, undefined);

  await service.flush();
  assert.notDeepEqual(commits(), version);
  const { lastUsed, lastUsedAddress, lastUsedAgent, lastModified } = await read(service, token);
  assert.deepEqual(
    { lastUsed, lastUsedAddress, lastUsedAgent, lastModified },
    {
      lastUsed: service.clock.nowMs,
      lastUsedAddress: '192.0.2.7',
      lastUsedAgent: 'curl/8',
      lastModified: service.clock.nowMs - 5_000,
    },
  );
  assert.deepEqual({ rows: rowsWithoutUse(service), sequence: sequence() }, before);
});

test('the header of a client is cut, and a secret in it is not kept', async (t) => {
  const service = await startTestService(t);
  const token = await service.createToken({ role: 'reader' });
  await use(service, token.token, `tool ${token.token} ${'x'.repeat(5_000)}`);
  await service.flush();
  const { lastUsedAgent } = await read(service, token);
  assert.match(lastUsedAgent, /^tool \[redacted\] x+$/);
  assert.equal(lastUsedAgent.length, 256);
  await use(service, token.token, `${'x'.repeat(240)} ${token.token}`);
  await service.flush();
  assert.equal((await read(service, token)).lastUsedAgent, `${'x'.repeat(240)} [redacted]`);
});

test('a refused call is no use: from a wrong address, with a disabled token', async (t) => {
  const service = await startTestService(t);
  const bound = await service.createToken({ role: 'reader', allowedIps: ['10.0.0.0/8'] });
  assert.equal(await use(service, bound.token), 403);
  const disabled = await service.createToken({ role: 'reader' });
  await service.call({
    method: 'PATCH',
    url: `${TOKENS}/${disabled._id}`,
    payload: [{ op: 'replace', path: '/disabled', value: true }],
  });
  assert.equal(await use(service, disabled.token), 401);
  await service.flush();
  for (const token of [bound, disabled]) assert.equal((await read(service, token)).lastUsed, 0);
});

test('an older secret and the current one are told apart', async (t) => {
  const service = await startTestService(t);
  const token = await service.createToken({ role: 'reader' });
  const expiry = service.clock.nowMs + HOUR_MS;
  const reset = await service.call({ method: 'POST', url: `${TOKENS}/${token._id}/reset?expiry=${expiry}` });
  assert.equal(reset.json().previousSecrets[0].lastUsed, 0);
  service.clock.advance(1_000);
  await use(service, token.token);
  service.clock.advance(1_000);
  await use(service, reset.json().token);
  await service.flush();
  const { lastUsed, previousSecrets } = await read(service, token);
  assert.equal(lastUsed, service.clock.nowMs);
  assert.equal(previousSecrets[0].lastUsed, service.clock.nowMs - 1_000);
});

test("a personal token's use is the member's, a service token's is nobody's", async (t) => {
  const service = await startTestService(t);
  const { member, secret } = await service.addMember('reader', 'reader');
  const me = async () => (await service.call({ url: '/api/v2/members/me', as: secret })).json();
  assert.equal((await me())._lastSeen, 0);
  await service.flush();
  const { tokenId } = (await service.call({ url: IDENTITY, as: secret })).json();
  assert.equal((await me())._lastSeen, service.clock.nowMs);
  assert.deepEqual((await me())._lastSeenMetadata, { tokenId });

  const bot = await service.createToken({ role: 'reader', serviceToken: true });
  await service.flush();
  const seen = () => service.query('select id, last_seen_at from members order by id');
  const before = seen();
  service.clock.advance(1_000);
  await use(service, bot.token);
  await service.flush();
  assert.deepEqual(seen(), before);

  assert.equal((await me())._lastSeen, member.createdAt);
});

test('who is signed in was seen, without a token', async (t) => {
  const service = await startTestService(t);
  const { email } = await addSigner(service);
  const browser = new Browser(service);
  await browser.signIn(email);
  const me = async () => (await browser.call({ url: '/api/v2/members/me' })).json();
  service.clock.advance(1_000);
  assert.equal((await me())._lastSeen, 0);
  await service.flush();
  assert.equal((await me())._lastSeen, service.clock.nowMs);
  assert.equal((await me())._lastSeenMetadata, undefined);
});

test('R9: a use that is written late revives and alters nothing: deleted, disabled, changed or reset meanwhile', async (t) => {
  const service = await startTestService(t);
  const meanwhile: Record<string, (id: string) => Parameters<TestService['call']>[0]> = {
    delete: (id) => ({ method: 'DELETE', url: `${TOKENS}/${id}` }),
    disable: (id) => ({
      method: 'PATCH',
      url: `${TOKENS}/${id}`,
      payload: [{ op: 'replace', path: '/disabled', value: true }],
    }),
    change: (id) => ({
      method: 'PATCH',
      url: `${TOKENS}/${id}`,
      payload: [{ op: 'replace', path: '/role', value: 'writer' }],
    }),
    reset: (id) => ({ method: 'POST', url: `${TOKENS}/${id}/reset` }),
  };
  for (const [name, act] of Object.entries(meanwhile)) {
    const token = await service.createToken({ name, role: 'reader' });
    assert.equal(await use(service, token.token), 200, name);
    const response = await service.call(act(token._id));
    assert.ok(response.statusCode < 300, `${name}: ${response.body}`);
    const before = rowsWithoutUse(service);
    await service.flush();
    assert.deepEqual(rowsWithoutUse(service), before, name);
    const [row] = service.query('select last_used_at from tokens where id = ?', token._id);
    assert.equal(row?.last_used_at, name === 'delete' ? null : service.clock.nowMs, name);
    const isEnded = name !== 'change';
    assert.equal(await use(service, token.token), isEnded ? 401 : 200, name);
  }
});

test('R9: a use and an end at the same moment leave the token ended, in either order', async (t) => {
  const service = await startTestService(t);
  for (let round = 0; round < 20; round++) {
    const token = await service.createToken({ role: 'reader' });
    await use(service, token.token);
    const end = () => service.call({ method: 'DELETE', url: `${TOKENS}/${token._id}` });
    const acts = round % 2 === 0 ? [service.flush, end] : [end, service.flush];
    await Promise.all(acts.map((act) => act()));
    assert.equal(await use(service, token.token), 401);
    await service.flush();
    const [row] = service.query('select deleted_at from tokens where id = ?', token._id);
    assert.equal(row?.deleted_at, service.clock.nowMs);
  }
});

test('a write that fails forgets no use and fails no request; the next one makes up for it', async (t) => {
  const service = await startTestService(t);
  const token = await service.createToken({ role: 'reader' });
  await service.flush();
  service.query(
    "create trigger no_use before update of last_used_at on tokens begin select raise(abort, 'no'); end",
  );
  assert.equal(await use(service, token.token), 200);
  await assert.rejects(service.flush());
  assert.equal(await use(service, token.token, 'late/1'), 200);
  await assert.rejects(service.flush());
  service.query('drop trigger no_use');
  await service.flush();
  const { lastUsed, lastUsedAgent } = await read(service, token);
  assert.deepEqual([lastUsed, lastUsedAgent], [service.clock.nowMs, 'late/1']);
});

test('the last use is written when the service is closed', async (t) => {
  const service = await startTestService(t);
  const token = await service.createToken({ role: 'reader' });
  await use(service, token.token);
  await service.app.close();
  const [row] = service.query('select last_used_at from tokens where id = ?', token._id);
  assert.equal(row?.last_used_at, service.clock.nowMs);
});

test('X8: the use of an ended secret is one entry for each secret and hour, and leaves the live secret alone', async (t) => {
  const service = await startTestService(t);
  const ended: Record<string, (token: WireToken) => Promise<unknown>> = {
    superseded: ({ _id }) => service.call({ method: 'POST', url: `${TOKENS}/${_id}/reset` }),
    deleted: ({ _id }) => service.call({ method: 'DELETE', url: `${TOKENS}/${_id}` }),
    expired: async () => service.clock.advance(HOUR_MS),
  };
  for (const [name, end] of Object.entries(ended)) {
    const expiry = service.clock.nowMs + HOUR_MS;
    const token = await service.createToken({ name, role: 'reader', expiry });
    await end(token);
    const entries = async () => {
      const { items } = (await service.call({ url: '/api/v2/auditlog' })).json();
      return items.filter(({ accesses }: { accesses: { action: string }[] }) => {
        return accesses[0]?.action === 'useEndedSecret';
      });
    };
    const before = { rows: rowsWithoutUse(service), count: auditCount(service), entries: await entries() };
    for (let call = 0; call < 30; call++) assert.equal(await use(service, token.token), 401, name);
    assert.equal(auditCount(service), before.count, 'a verification writes nothing');
    await service.flush();
    assert.equal(auditCount(service), before.count + 1, name);
    assert.deepEqual(rowsWithoutUse(service), before.rows, name);
    const [entry] = await entries();
    assert.equal(entry.result, 'denied');
    assert.equal(entry.kind, 'token');
    assert.equal(entry.name, name);
    assert.equal(entry.address, '192.0.2.7');
    assert.match(entry.requestId, /^[0-9a-f]{24}$/);
    assert.equal(entry.target.resources[0], `member/${token.memberId}:token/${token._id}`);
    assert.equal(entry.member, undefined);
    assert.equal(entry.token, undefined);
    assert.match(entry.title, /^somebody unknown used an ended secret of the token/);
    assert.ok(entry.description.includes(`\`${token.token.slice(-4)}\``), entry.description);
    assert.equal(JSON.stringify(entry).includes(token.token), false);

    service.clock.advance(HOUR_MS - 1);
    await use(service, token.token);
    await service.flush();
    assert.equal((await entries()).length, before.entries.length + 1, name);
    service.clock.advance(1);
    await use(service, token.token);
    await service.flush();
    assert.equal((await entries()).length, before.entries.length + 2, name);
  }
});

test('the use of a token whose holder was removed raises the alarm too', async (t) => {
  const service = await startTestService(t);
  const { member, secret } = await service.addMember('reader', 'reader');
  await service.call({ method: 'DELETE', url: `/api/v2/members/${member.id}` });
  const before = auditCount(service);
  assert.equal(await use(service, secret), 401);
  await service.flush();
  assert.equal(auditCount(service), before + 1);
  const [entry] = (await service.call({ url: '/api/v2/auditlog' })).json().items;
  assert.match(entry.title, /^somebody unknown used an ended secret of the token/);
  assert.match(entry.description, /a member who was removed/);
});

test('X8: after a reset the live secret works however often the old one is tried', async (t) => {
  const service = await startTestService(t);
  const token = await service.createToken({ role: 'reader' });
  const reset = await service.call({ method: 'POST', url: `${TOKENS}/${token._id}/reset` });
  for (let hour = 0; hour < 3; hour++) {
    assert.equal(await use(service, token.token), 401);
    service.clock.advance(HOUR_MS);
    await service.flush();
  }
  assert.equal(await use(service, reset.json().token), 200);
});

test('a disabled token and a text that is no secret of this service raise no alarm', async (t) => {
  const service = await startTestService(t);
  const token = await service.createToken({ role: 'reader' });
  await service.call({
    method: 'PATCH',
    url: `${TOKENS}/${token._id}`,
    payload: [{ op: 'replace', path: '/disabled', value: true }],
  });
  const before = auditCount(service);
  assert.equal(await use(service, token.token), 401);
  assert.equal(await use(service, 'kwp_nothing'), 401);
  await service.flush();
  assert.equal(auditCount(service), before);
});
