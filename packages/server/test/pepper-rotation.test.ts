import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { requireKnownPeppers } from '../src/deployment/require-known-peppers.ts';
import { buildApp, readConfig } from '../src/index.ts';
import type { Redigest } from '../src/storage/pepper-store.ts';
import type { Store } from '../src/storage/store.ts';
import { pepperStatus } from '../src/tokens/pepper-status.ts';
import { digestSecret, type Pepper, pepperFrom } from '../src/tokens/secret-digest.ts';
import { parseSecret } from '../src/tokens/token-format.ts';
import { findSecretOwner } from '../src/verification/find-secret-owner.ts';
import { Redigests } from '../src/verification/redigests.ts';
import { addSigner, Browser } from './browser.ts';
import { type CallOptions, startTestService, type TestService } from './test-service.ts';

const newPepper = () => pepperFrom(crypto.randomBytes(32));

/** The same data as another start serves it: with these peppers. */
async function startWith(t: TestContext, service: TestService, pepper: Pepper): Promise<TestService> {
  const { deployment, clock, directory } = service;
  const config = { ...readConfig({}, { data: directory }), logLevel: 'silent' as const };
  const app = await buildApp({ ...config, pepper }, deployment.store, clock);
  t.after(() => app.close());
  const call = ({ as = service.ownerSecret, headers, ...rest }: CallOptions) =>
    app.inject({ ...rest, headers: { ...(as !== null && { authorization: as }), ...headers } });
  return { ...service, app, call };
}

async function statusOf({ call }: TestService, secret: string): Promise<number> {
  return (await call({ url: '/api/v2/caller-identity', as: secret })).statusCode;
}

const storedDigests = ({ query }: TestService) =>
  query('select hex(digest) as digest, pepper_id from token_secrets order by id');

test('B5: while the pepper is rotated every secret works, moves when it is used, and then works without the old pepper', async (t) => {
  const service = await startTestService(t);
  const old = service.deployment.pepper;
  const pepper = newPepper();
  const used = await service.createToken({ name: 'used', role: 'reader' });
  const idle = await service.createToken({ name: 'idle', role: 'reader' });
  const both = await startWith(t, service, { ...pepper, previous: old });
  const before = storedDigests(service);
  const changesBefore = service.query('select * from change_log, sequence');

  assert.equal(await statusOf(both, used.token), 200);
  assert.deepEqual(storedDigests(service), before, 'nothing is written on the way of a verification');
  const { redigests } = both.app.deployment ?? assert.fail();
  await redigests.flush();
  assert.equal(await statusOf(both, used.token), 200);
  assert.deepEqual(service.query('select * from change_log, sequence'), changesBefore);
  assert.deepEqual(await pepperStatus(both.app.deployment ?? assert.fail()), [
    { id: pepper.id, use: 'current', secrets: 1 },
    { id: old.id, use: 'previous', secrets: 2 },
  ]);

  const { store, clock } = service.deployment;
  const retire = async () => requireKnownPeppers(store, pepper, await store.listSecretForms(), clock.now());
  await assert.rejects(retire, /^ConfigRefused: 2 secrets would stop working.*`KEYWARD_PEPPER_PREVIOUS`/);
  const alone = await startWith(t, service, pepper);
  assert.equal(await statusOf(alone, used.token), 200);
  assert.equal(await statusOf(alone, idle.token), 401);

  for (const secret of [idle.token, service.ownerSecret]) assert.equal(await statusOf(both, secret), 200);
  await redigests.flush();
  await retire();
  assert.deepEqual(
    (await store.listSecretForms()).map(({ pepperId }) => pepperId),
    [pepper.id],
    'the old pepper is forgotten',
  );
  const later = await startWith(t, service, pepper);
  for (const secret of [used.token, idle.token]) assert.equal(await statusOf(later, secret), 200);
});

test('a move never brings back what ended between the use and the move', async (t) => {
  const service = await startTestService(t);
  const both = await startWith(t, service, { ...newPepper(), previous: service.deployment.pepper });
  const deleted = await service.createToken({ name: 'deleted', role: 'reader' });
  const reset = await service.createToken({ name: 'reset', role: 'reader' });
  for (const { token } of [deleted, reset]) assert.equal(await statusOf(both, token), 200);
  await both.call({ method: 'DELETE', url: `/api/v2/tokens/${deleted._id}` });
  const fresh = await both.call({ method: 'POST', url: `/api/v2/tokens/${reset._id}/reset` });
  const rowsOfEnded = () =>
    service.query(
      `select s.* from token_secrets s join tokens t on t.id = s.token_id where t.deleted_at is not null or s.superseded_at is not null`,
    );
  const before = rowsOfEnded();
  assert.equal(before.length, 2);
  await both.app.deployment?.redigests.flush();
  assert.deepEqual(rowsOfEnded(), before);
  for (const { token } of [deleted, reset]) assert.equal(await statusOf(both, token), 401);
  assert.equal(await statusOf(both, fresh.json().token), 200);
});

test('of more secrets than are remembered at once none is left under the old pepper', async (t) => {
  const { clock, accountId, ownerSecret } = await startTestService(t);
  const moved = new Set<string>();
  const moveDigests = async (moves: readonly Redigest[]) => {
    for (const { secretId } of moves) moved.add(secretId);
  };
  const redigests = new Redigests({ moveDigests } as unknown as Store, clock);
  const digest = digestSecret(newPepper(), parseSecret(ownerSecret)?.secret ?? assert.fail());
  const ids = Array.from({ length: 15_000 }, (_, index) => `secret ${index}`);
  for (const [index, secretId] of ids.entries()) {
    redigests.note({ accountId, secretId, from: digest, to: digest, pepperId: 'p' });
    if (index % 5_000 === 0) await new Promise(setImmediate);
  }
  await redigests.flush();
  assert.equal(moved.size, ids.length);
});

test('a secret that is moved while it is looked for is found', async (t) => {
  const service = await startTestService(t);
  const { store } = service.deployment;
  const pepper = { ...newPepper(), previous: service.deployment.pepper };
  const other = await startWith(t, service, pepper);
  assert.equal(await statusOf(other, service.ownerSecret), 200);
  const both = await startWith(t, service, pepper);
  const deployment = both.app.deployment ?? assert.fail();
  let looks = 0;
  const racing = Object.create(deployment.store);
  racing.findSecretOwner = async (digest: Parameters<typeof store.findSecretOwner>[0]) => {
    looks++;
    const owner = await store.findSecretOwner(digest);
    if (looks === 1) await other.app.deployment?.redigests.flush();
    return owner;
  };
  const secret = parseSecret(service.ownerSecret)?.secret ?? assert.fail();
  const owner = await findSecretOwner({ ...deployment, store: racing }, secret);
  assert.equal(owner?.secretId, (await store.findSecretOwner(digestSecret(pepper, secret)))?.secretId);
  assert.ok(owner !== undefined);
  assert.equal(looks, 3);
});

test('sessions, known browsers, links, pages and repeated calls outlive the rotation', async (t) => {
  const service = await startTestService(t);
  const member = await addSigner(service, 'grace@example.com');
  const browser = new Browser(service, '192.0.2.1');
  await browser.signIn(member.email);
  for (const name of ['one', 'two', 'three']) await service.createToken({ name, role: 'reader' });
  const page = (await service.call({ url: '/api/v2/tokens?limit=1&cursor=' })).json();
  const headers = { 'idempotency-key': 'a-key' };
  const payload = { email: 'ada@example.com', role: 'reader' };
  const invite = { method: 'POST', url: '/api/v2/members', payload: [payload], headers } as const;
  const invited = await service.call(invite);
  assert.equal(invited.statusCode, 201, invited.body);
  const role = {
    method: 'POST',
    url: '/api/v2/roles',
    payload: { key: 'k', name: 'n', policy: [] },
    headers,
  } as const;
  const made = await service.call(role);
  assert.equal(made.statusCode, 201, made.body);

  const cursor = page._links.next.href;
  const devices = (started: TestService) => started.app.deployment?.devices ?? assert.fail();
  const known = devices(service).issue(member.email, service.clock.nowMs);
  const code = /#(kwb_\w+)/.exec(invited.body)?.[1] ?? assert.fail(invited.body);

  const both = await startWith(t, service, { ...newPepper(), previous: service.deployment.pepper });
  const alone = await startWith(t, service, newPepper());
  const cookies = Object.fromEntries(browser.cookies);
  for (const [started, isKnown] of [
    [both, true],
    [alone, false],
  ] as const) {
    const moved = new Browser(started);
    for (const [name, value] of Object.entries(cookies)) moved.cookies.set(name, value);
    assert.equal(await moved.isSignedIn(), isKnown);
    const device = devices(started).deviceOf(known, member.email, service.clock.nowMs);
    assert.equal(device !== undefined, isKnown);
  }
  const again = await both.call(role);
  assert.deepEqual([again.statusCode, again.headers['idempotent-replayed']], [201, 'true'], again.body);
  assert.equal((await both.call({ url: cursor })).statusCode, 200);
  const accepted = await both.call({
    method: 'POST',
    url: '/api/v2/invitations/accept',
    as: null,
    payload: { code, password: 'a long enough pass phrase', firstName: 'Ada', lastName: 'L' },
  });
  assert.equal(accepted.statusCode, 200, accepted.body);
});
