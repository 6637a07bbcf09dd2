import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildApp, createLogger, readConfig } from '../src/index.ts';
import { newObjectId } from '../src/object-id.ts';
import { beforeNextChange } from './before-next-change.ts';
import { startTestService, type TestService } from './test-service.ts';

const TOKENS = '/api/v2/tokens';
const DAY_MS = 86_400_000;

interface Repeatable {
  readonly key: string;
  readonly payload?: Record<string, unknown>;
  readonly url?: string;
  readonly as?: string;
}

function post(service: TestService, { key, payload = { role: 'reader' }, url = TOKENS, as }: Repeatable) {
  const headers = { 'idempotency-key': key };
  return service.call({ method: 'POST', url, payload, headers, ...(as !== undefined && { as }) });
}

function tokenCount(service: TestService): unknown {
  return service.query('select count(*) as count from tokens where deleted_at is null')[0]?.count;
}

test('S8: a creation that is sent again makes no second token, and shows no second secret', async (t) => {
  const service = await startTestService(t);
  const first = await post(service, { key: 'abc' });
  assert.equal(first.statusCode, 201);
  const before = tokenCount(service);
  const again = await post(service, { key: 'abc' });
  assert.equal(again.statusCode, 409);
  const { code, _id, hint } = again.json();
  assert.deepEqual([code, _id], ['already_done', first.json()._id]);
  assert.match(hint, /reset the token/);
  assert.equal(again.body.includes('kwp_'), false);
  assert.equal(tokenCount(service), before);
  const works = await service.call({ url: '/api/v2/caller-identity', as: first.json().token });
  assert.equal(works.statusCode, 200, 'the secret that was sent is the one that works');
});

test('twenty calls with one key at once make one token', async (t) => {
  const service = await startTestService(t);
  const before = Number(tokenCount(service));
  const answers = await Promise.all(Array.from({ length: 20 }, () => post(service, { key: 'same' })));
  const statuses = answers.map(({ statusCode }) => statusCode);
  assert.equal(statuses.filter((status) => status === 201).length, 1);
  assert.equal(statuses.filter((status) => status === 409).length, 19);
  for (const answer of answers.filter(({ statusCode }) => statusCode === 409)) {
    const isRunning = answer.json().code === 'conflict';
    assert.equal(isRunning || answer.json().code === 'already_done', true, answer.body);
    assert.equal(isRunning, answer.headers['retry-after'] === '1');
  }
  assert.equal(tokenCount(service), before + 1);
});

test('the same key on two nodes at once makes one token, and the later one is told that it is under way', async (t) => {
  const service = await startTestService(t);
  const { deployment, clock, directory } = service;
  const config = { ...readConfig({}, { data: directory }), pepper: deployment.pepper };
  const other = await buildApp(config, deployment.store, clock, createLogger('silent'));
  t.after(() => other.close());
  const onOther = (url: string, payload: object) =>
    other.inject({
      method: 'POST',
      url,
      payload,
      headers: { authorization: service.ownerSecret, 'idempotency-key': 'same' },
    });
  const before = Number(tokenCount(service));
  const role = { key: 'auditor', name: 'Auditor', policy: [] };
  const doomed = await service.createToken({ role: 'reader' });
  for (const [url, payload, status] of [
    [TOKENS, { role: 'reader', name: 'once' }, 201],
    ['/api/v2/roles', role, 201],
    [`${TOKENS}/bulk-delete`, { tokenIds: [newObjectId(), doomed._id] }, 200],
  ] as const) {
    let first: Awaited<ReturnType<typeof onOther>> | undefined;
    beforeNextChange(t, service, async () => {
      first = await onOther(url, payload);
    });
    const second = await post(service, { key: 'same', url, payload });
    assert.equal(first?.statusCode, status, first?.body);
    assert.equal(second.statusCode, 409, second.body);
    const { code, message } = second.json();
    assert.deepEqual(
      [code, message, second.headers['retry-after']],
      ['conflict', 'a call with this `Idempotency-Key` is still under way', '1'],
    );
    if (first?.body.includes('kwp_')) continue;
    const again = await post(service, { key: 'same', url, payload });
    assert.equal(again.body, first?.body, 'then it is answered like the first');
  }
  assert.equal(tokenCount(service), before + 1);
});

test('a key belongs to its body, its path and its caller', async (t) => {
  const service = await startTestService(t);
  const other = await service.createToken({ role: 'admin' });
  const first = await post(service, { key: 'k' });
  assert.equal(first.statusCode, 201);
  const reused = await post(service, { key: 'k', payload: { role: 'writer' } });
  assert.deepEqual([reused.statusCode, reused.json().code], [422, 'idempotency_key_reused']);
  assert.equal((await post(service, { key: 'k', as: other.token })).statusCode, 201);
  const reset = (id: string) => post(service, { key: 'k', payload: {}, url: `${TOKENS}/${id}/reset` });
  assert.equal((await reset(first.json()._id)).statusCode, 200);
  assert.equal((await reset(other._id)).statusCode, 200);
  assert.equal((await reset(other._id)).json().code, 'already_done');
});

test('a refused call leaves its key free', async (t) => {
  const service = await startTestService(t);
  assert.equal((await post(service, { key: 'k', payload: { role: 'king' } })).statusCode, 400);
  assert.equal((await post(service, { key: 'k', payload: {} })).statusCode, 400);
  assert.equal((await post(service, { key: 'k' })).statusCode, 201);
});

test('a key is forgotten after 24 hours, to the millisecond', async (t) => {
  const service = await startTestService(t);
  await post(service, { key: 'k' });
  service.clock.advance(DAY_MS - 1);
  assert.equal((await post(service, { key: 'k' })).statusCode, 409);
  service.clock.advance(1);
  assert.equal((await post(service, { key: 'k' })).statusCode, 201);
  assert.equal(service.query('select count(*) as count from idempotent_calls')[0]?.count, 1);
});

test('a key that is none, or a secret, is refused and named', async (t) => {
  const service = await startTestService(t);
  for (const key of ['', 'a b', 'x'.repeat(256), service.ownerSecret]) {
    const response = await post(service, { key });
    assert.deepEqual([response.statusCode, response.json().code], [400, 'invalid_request'], key);
    assert.match(response.json().message, /`Idempotency-Key`/);
  }
  assert.deepEqual(service.query('select * from idempotent_calls'), []);
});

test('a call without a key may be made twice', async (t) => {
  const service = await startTestService(t);
  const before = Number(tokenCount(service));
  for (let index = 0; index < 2; index++) await service.createToken({ role: 'reader' });
  assert.equal(tokenCount(service), before + 2);
});

test('a repeated answer says in body and header alike from when on the first call holds everywhere, though that has passed', async (t) => {
  const service = await startTestService(t);
  const role = { key: 'deployer', name: 'Deployer', policy: [] };
  const first = await post(service, { key: 'role', url: '/api/v2/roles', payload: role });
  assert.equal(first.statusCode, 201, first.body);
  const everywhereBy = service.clock.nowMs + 5_000;
  assert.equal(first.json().effectiveEverywhereBy, everywhereBy);
  service.clock.advance(60_000);
  const again = await post(service, { key: 'role', url: '/api/v2/roles', payload: role });
  assert.equal(again.headers['idempotent-replayed'], 'true');
  assert.equal(again.body, first.body);
  assert.equal(again.headers['keyward-effective-everywhere-by'], String(everywhereBy));
});
