import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { AuditBacklog } from '../src/audit/audit-backlog.ts';
import { RefusalRecorder } from '../src/audit/refusal-recorder.ts';
import type { LoneAuditEntry } from '../src/storage/audit-store.ts';
import type { Store } from '../src/storage/store.ts';
import type { Principal } from '../src/verification/principal.ts';
import { addSigner, Browser } from './browser.ts';
import { FrozenClock, startTestService, type TestService } from './test-service.ts';

const AUDIT = '/api/v2/auditlog';
const TOKENS = '/api/v2/tokens';
const CREATE = { method: 'POST', url: TOKENS, payload: { role: 'reader' } } as const;

const NO_AUDIT =
  "create trigger no_audit before insert on audit_entries begin select raise(abort, 'no'); end";

interface WireEntry {
  readonly _id: string;
  readonly result: string;
  readonly count?: number;
  readonly [field: string]: unknown;
}

async function refusalsIn(service: TestService): Promise<WireEntry[]> {
  const { items } = (await service.call({ url: `${AUDIT}?limit=20` })).json();
  return items.filter(({ result }: WireEntry) => result !== 'allowed');
}

function stored(service: TestService): number {
  return Number(service.query('select count(*) as n from audit_entries')[0]?.n);
}

async function withReader(t: TestContext) {
  const service = await startTestService(t);
  return { service, ...(await service.addMember('reader', 'reader')) };
}

test('a denied call is an entry that says who was denied what, when and from where', async (t) => {
  const { service, member, secret } = await withReader(t);
  const response = await service.call({ ...CREATE, as: secret, remoteAddress: '192.0.2.7' });
  assert.equal(response.statusCode, 403);
  const requestId = response.headers['x-request-id'];
  const [entry, ...others] = await refusalsIn(service);
  assert.deepEqual(others, []);
  const { access } = response.json();
  assert.equal(entry?.result, 'denied');
  assert.equal(entry.date, service.clock.nowMs);
  assert.equal(entry.address, '192.0.2.7');
  assert.equal(entry.requestId, requestId);
  assert.equal(entry.kind, 'operation');
  assert.equal(entry.name, 'postToken');
  assert.equal(entry.count, 1);
  assert.deepEqual(entry.accesses, [access]);
  assert.deepEqual(entry.refusals, [
    { requestId, date: service.clock.nowMs, address: '192.0.2.7', ...access },
  ]);
  assert.equal((entry.member as { _id: string })._id, member.id);
  assert.equal((entry.token as { ending: string }).ending, secret.slice(-4));
  assert.equal(entry.description, 'Denied 1 call of `postToken`');
  assert.match(String(entry.title), /^\[Grace reader\].* was denied \[postToken\]/);
  const read = await service.call({ url: `${AUDIT}/${entry._id}` });
  assert.deepEqual(read.json(), { ...entry, delta: null, subentries: [] });
});

test('reads that are denied count as well, and calls from a wrong address', async (t) => {
  const service = await startTestService(t);
  const bound = await service.createToken({ role: 'admin', allowedIps: ['10.0.0.0/8'] });
  const response = await service.call({ url: `${TOKENS}?limit=1`, as: bound.token });
  assert.equal(response.statusCode, 403);
  const [entry] = await refusalsIn(service);
  assert.equal(entry?.name, 'getTokens');
  assert.deepEqual(entry.accesses, [{ action: 'getTokens', resource: TOKENS }]);
});

test('what a member who is signed in was denied is audited as theirs', async (t) => {
  const service = await startTestService(t);
  const { id, email } = await addSigner(service);
  const browser = new Browser(service);
  await browser.signIn(email);
  const payload = { actions: { open: 'read' } };
  const response = await browser.call({ method: 'PUT', url: '/api/v2/resource-types/door', payload });
  assert.equal(response.statusCode, 403, response.body);
  const [entry] = (await service.call({ url: '/api/v2/auditlog' })).json().items;
  assert.deepEqual([entry.result, entry.member._id, entry.token], ['denied', id, undefined]);
});

test('a failure on our side after the caller was let in is an entry; the answer stays what it was', async (t) => {
  const service = await startTestService(t);
  service.query(NO_AUDIT);
  const response = await service.call({ ...CREATE, remoteAddress: '192.0.2.7' });
  assert.equal(response.statusCode, 500);
  service.query('drop trigger no_audit');
  const [entry, ...others] = await refusalsIn(service);
  assert.deepEqual(others, []);
  assert.equal(entry?.result, 'failed');
  assert.equal(entry.requestId, response.headers['x-request-id']);
  assert.equal(entry.description, 'Failed at 1 call of `postToken`');
  assert.match(String(entry.title), /could not complete \[postToken\]/);
});

test('the refusals of one token at one operation in one minute are one entry with the latest twenty', async (t) => {
  const { service, secret } = await withReader(t);
  const other = await service.addMember('reader', 'reader');
  const before = stored(service);
  const ids: unknown[] = [];
  for (let call = 0; call < 50; call++) {
    ids.push((await service.call({ ...CREATE, as: secret })).headers['x-request-id']);
  }
  await service.call({ ...CREATE, as: other.secret });
  const payload = { actions: { open: 'read' } };
  await service.call({ method: 'PUT', url: '/api/v2/resource-types/door', payload, as: secret });
  assert.equal(stored(service), before, 'a refusal itself writes nothing');
  await service.flush();
  assert.equal(stored(service), before + 3);
  const entries = await refusalsIn(service);
  assert.deepEqual(
    entries.map(({ name, count }) => [name, count]),
    [
      ['putResourceType', 1],
      ['postToken', 1],
      ['postToken', 50],
    ],
  );
  const { refusals } = entries[2] as unknown as { refusals: { requestId: string }[] };
  assert.deepEqual(
    refusals.map(({ requestId }) => requestId),
    ids.slice(-20),
  );
  service.clock.advance(60_000);
  await service.call({ ...CREATE, as: secret });
  await service.flush();
  assert.equal(stored(service), before + 4);
});

test('whoever may not see the log does not make it be written', async (t) => {
  const service = await startTestService(t);
  const { secret } = await service.addMember('no_access', 'owner');
  await service.call({ ...CREATE, as: secret });
  const before = stored(service);
  await service.call({ url: AUDIT, as: secret });
  assert.equal(stored(service), before);
  await service.call({ url: AUDIT });
  assert.equal(stored(service), before + 1);
});

test('refusals are written when the service is closed', async (t) => {
  const { service, secret } = await withReader(t);
  await service.call({ ...CREATE, as: secret });
  const before = stored(service);
  await service.app.close();
  assert.equal(stored(service), before + 1);
});

test('while refusals cannot be written nothing is changed; refusals stay refusals and reads go on', async (t) => {
  const { service, secret } = await withReader(t);
  const target = await service.createToken({ role: 'reader' });
  assert.equal((await service.call({ ...CREATE, as: secret })).statusCode, 403);
  const state = () =>
    service.query(
      'select (select count(*) from tokens where deleted_at is null) as tokens, (select value from sequence) as number',
    );
  const before = { state: state(), stored: stored(service) };
  service.query(`${NO_AUDIT.replace('begin', "when new.record like '%denied%' begin")}`);
  await assert.rejects(service.flush());

  const changes = [CREATE, { method: 'DELETE', url: `${TOKENS}/${target._id}` }] as const;
  for (const change of changes) {
    const response = await service.call(change);
    assert.equal(response.statusCode, 503, response.body);
    assert.equal(response.json().code, 'service_unavailable');
    assert.ok(response.headers['retry-after']);
  }
  assert.deepEqual({ state: state(), stored: stored(service) }, before);
  assert.equal((await service.call({ ...CREATE, as: secret })).statusCode, 403);
  assert.equal((await service.call({ url: TOKENS })).statusCode, 200);
  assert.equal((await service.call({ url: AUDIT })).statusCode, 200);
  assert.equal((await service.call({ url: '/api/v2/caller-identity' })).statusCode, 200);

  service.query('drop trigger no_audit');
  assert.equal((await service.call(CREATE)).statusCode, 201);
  await service.flush();
  const denied = (await refusalsIn(service)).filter(({ result }) => result === 'denied');
  assert.equal(
    denied.reduce((sum, { count = 0 }) => sum + count, 0),
    2,
    'none was forgotten',
  );
});

test('what a caller wrote is cut, and a secret in it is not kept', async (t) => {
  const { service, secret } = await withReader(t);
  const bound = await service.createToken({ role: 'admin', allowedIps: ['10.0.0.0/8'] });
  await service.call({ url: `${TOKENS}/${secret}`, as: bound.token });
  await service.call({ url: `${TOKENS}/${'x'.repeat(5_000)}`, as: bound.token });
  await service.flush();
  const rows = service.query('select record from audit_entries').map(({ record }) => String(record));
  assert.ok(rows.some((row) => row.includes('[redacted]')));
  assert.ok(rows.every((row) => !row.includes(secret) && row.length < 2_000));
});

test('memory is bounded while nothing can be written, and what was kept is written in parts', async () => {
  const written: LoneAuditEntry[] = [];
  let isFailing = true;
  const store = {
    async writeAuditEntries(entries: readonly LoneAuditEntry[]) {
      if (isFailing) throw new Error('full');
      assert.ok(entries.length <= 20);
      written.push(...entries);
    },
  } as Store;
  const backlog = new AuditBacklog(store);
  const clock = new FrozenClock();
  const recorder = new RefusalRecorder(backlog, clock);
  const note = (id: string) => {
    const principal = { authKind: 'token', accountId: 'a', token: { id, kind: 'service' } } as Principal;
    const caller = { principal, address: '', requestId: id };
    recorder.note({ caller, operation: 'x', result: 'denied', action: 'x', resource: 'x' });
  };
  for (let round = 0; round < 3; round++) {
    for (let index = 0; index < 9_000; index++) note(`${round}-${index}`);
    await assert.rejects(recorder.flush(), /full/);
  }
  await assert.rejects(backlog.requireWritable(), /audit log cannot be written/);
  isFailing = false;
  await backlog.requireWritable();
  assert.equal(written.length, 10_000);
  assert.equal(new Set(written.map(({ record }) => record.actor.requestId)).size, 10_000);
});
