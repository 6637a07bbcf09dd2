/** A verifier decides in its own process what the service would decide, and says nothing that may be too old. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { addSecondAccount } from '../../server/test/second-account.ts';
import { Freshness } from '../src/verifier/freshness.ts';
import { createVerifier, KeywardError } from '../src/verifier/index.ts';
import { secretKeys } from '../src/verifier/secret-key.ts';
import type { FaultyNetwork } from './faulty-network.ts';
import { endToken, LONG_MS, outcomeOf, startVerifier, until, untilTold } from './start-verifier.ts';

const VIEW = { action: 'viewMember', resource: 'member/ann' };
const CREATE = { action: 'createMember', resource: 'member/ann' };

test('the first question about a secret is one call, the next ones are answered at once without any', async (t) => {
  const { service, verifier, network, loads } = await startVerifier(t);
  const token = await service.createToken({ name: 'cold', role: 'reader', tags: ['a'] });
  await untilTold(network, token._id);
  const first = await verifier.verify(token.token);
  assert.ok(first.outcome === 'verified');
  const { tokenId, name, kind, accountId, tags, worksUntil } = first.principal;
  assert.deepEqual(
    [tokenId, name, kind, accountId, tags, worksUntil],
    [token._id, 'cold', 'personal', service.accountId, ['a'], null],
  );
  assert.equal(loads(), 1);
  const allowed = verifier.authorize(token.token, VIEW);
  const denied = verifier.authorize(token.token, CREATE);
  assert.ok(!(allowed instanceof Promise) && !(denied instanceof Promise), 'no promise: memory knows it');
  assert.deepEqual([allowed.outcome, denied.outcome], ['allowed', 'denied']);
  assert.equal(loads(), 1);
});

test("types that the account declares decide here as there, with the account's roles", async (t) => {
  const { service, verifier } = await startVerifier(t);
  const put = (url: string, method: 'PUT' | 'POST', payload: object) =>
    service.call({ method, url, payload });
  await put('/api/v2/resource-types/door', 'PUT', {
    actions: { see: 'read', open: 'write' },
    viewAction: 'see',
  });
  const policy = [
    { effect: 'allow', resources: ['door/front', 'door/back'], actions: ['open'] },
    { effect: 'allow', resources: ['door/front'], actions: ['see'] },
  ];
  await put('/api/v2/roles', 'POST', { key: 'porter', name: 'Porter', policy });
  const { token } = await service.createToken({ serviceToken: true, customRoleIds: ['porter'] });
  const outcome = async (action: string, resource: string) =>
    (await verifier.authorize(token, { action, resource })).outcome;
  assert.equal(await outcome('open', 'door/front'), 'allowed');
  assert.equal(await outcome('open', 'door/back'), 'denied', 'what one cannot view one cannot change');
  assert.equal(await outcome('see', 'door/side'), 'denied');
});

test('what changes is known as soon as it is told: an ended token, a role with less in it', async (t) => {
  const { service, verifier, network, loads } = await startVerifier(t);
  const policy = [{ effect: 'allow', resources: ['member/*'], actions: ['viewMember'] }];
  const made = await service.call({
    method: 'POST',
    url: '/api/v2/roles',
    payload: { key: 'look', name: 'Look', policy },
  });
  const holder = await service.createToken({ serviceToken: true, customRoleIds: ['look'] });
  const ended = await service.createToken({ role: 'reader' });
  assert.equal((await verifier.authorize(holder.token, VIEW)).outcome, 'allowed');
  assert.equal(await outcomeOf(verifier, ended.token), 'verified');
  await endToken(service, ended._id);
  await until(async () => (await outcomeOf(verifier, ended.token)) === 'invalid_token');
  assert.equal(loads(), 3, 'of the other token nothing was forgotten');
  await service.call({
    method: 'PATCH',
    url: '/api/v2/roles/look',
    payload: [{ op: 'replace', path: '/policy', value: [] }],
  });
  await untilTold(network, made.json()._id);
  await until(async () => (await verifier.authorize(holder.token, VIEW)).outcome === 'denied');
});

/** Keeps the next answer of the service back until it may arrive; those after it pass. */
function holdFirstAnswer(network: FaultyNetwork) {
  const { promise, resolve: arrive } = Promise.withResolvers<void>();
  let isHeld = false;
  network.beforeAnswer = () => {
    if (isHeld) return undefined;
    isHeld = true;
    return promise;
  };
  return { arrive, isHeld: () => isHeld };
}

test('an answer that was asked before a change and comes after it is not kept, and nobody joins it', async (t) => {
  const { service, verifier, network, loads } = await startVerifier(t);
  const token = await service.createToken({ role: 'reader' });
  const first = holdFirstAnswer(network);
  const early = outcomeOf(verifier, token.token);
  await until(() => loads() === 1 && first.isHeld());
  await endToken(service, token._id);
  await until(async () => (await outcomeOf(verifier, token.token)) === 'invalid_token');
  first.arrive();
  assert.equal(await early, 'verified', 'it was asked before');
  assert.equal(await outcomeOf(verifier, token.token), 'invalid_token');
});

test('an answer that was asked before two changes is not kept either, although another call took its place between them', async (t) => {
  const { service, verifier, network } = await startVerifier(t);
  const token = await service.createToken({ role: 'reader' });
  const other = await service.createToken({ role: 'reader' });
  const ends = async (one: typeof token) => {
    await endToken(service, one._id);
    await until(async () => (await outcomeOf(verifier, one.token)) === 'invalid_token');
  };
  assert.equal(await outcomeOf(verifier, other.token), 'verified');
  const first = holdFirstAnswer(network);
  const early = outcomeOf(verifier, token.token);
  await until(first.isHeld);
  await ends(other);
  assert.equal(await outcomeOf(verifier, token.token), 'verified', 'by a call of its own');
  await ends(token);
  first.arrive();
  await early;
  assert.equal(await outcomeOf(verifier, token.token), 'invalid_token');
});

test('callers with the same secret share one call', async (t) => {
  const { service, verifier, loads } = await startVerifier(t);
  const { token } = await service.createToken({ role: 'reader' });
  const before = loads();
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => outcomeOf(verifier, token)));
  assert.deepEqual(new Set(outcomes), new Set(['verified']));
  assert.ok(
    loads() - before <= 2,
    `${loads() - before} calls; a change that is told meanwhile may cost one more`,
  );
});

test('secrets of nobody, and of another account, are remembered for a second and push nothing out', async (t) => {
  const { service, verifier, loads, advance } = await startVerifier(t, { maxEntries: 1 });
  const other = await addSecondAccount(service);
  const { token } = await service.createToken({ role: 'reader' });
  await until(
    async () =>
      (await outcomeOf(verifier, token)) === 'verified' && !(verifier.verify(token) instanceof Promise),
  );
  assert.equal(await outcomeOf(verifier, other.secret), 'invalid_token');
  const asked = loads();
  assert.equal(await outcomeOf(verifier, other.secret), 'invalid_token');
  assert.equal(loads(), asked);
  assert.ok(!(verifier.verify(token) instanceof Promise), 'the other one is still known');
  advance(1_000);
  await outcomeOf(verifier, other.secret);
  assert.equal(loads(), asked + 1);
  assert.equal(await outcomeOf(verifier, ''), 'invalid_token');
  assert.equal(await outcomeOf(verifier, 'x'.repeat(257)), 'invalid_token');
  assert.equal(loads(), asked + 1, 'what no secret can be is not sent');
});

test('memory is bounded: what nobody asked for goes first, and is asked for again', async (t) => {
  const { service, verifier, loads } = await startVerifier(t, { maxEntries: 3 });
  const tokens = [];
  for (let made = 0; made < 6; made++) tokens.push((await service.createToken({ role: 'reader' })).token);
  const [kept = '', ...others] = tokens;
  await until(async () => {
    await outcomeOf(verifier, kept);
    return !(verifier.verify(kept) instanceof Promise);
  });
  for (const secret of others) {
    assert.equal(await outcomeOf(verifier, secret), 'verified');
    assert.ok(!(verifier.verify(kept) instanceof Promise), 'what is used stays');
  }
  const before = loads();
  for (const secret of others) assert.equal(await outcomeOf(verifier, secret), 'verified');
  assert.ok(loads() - before >= others.length - 2);
});

test('an end is exclusive, and judged by the clock of the service', async (t) => {
  const { service, verifier, loads, advance } = await startVerifier(t);
  const { token } = await service.createToken({ role: 'reader', expiry: service.clock.nowMs + 500 });
  await until(async () => {
    await outcomeOf(verifier, token);
    return !(verifier.verify(token) instanceof Promise);
  });
  const asked = loads();
  advance(499);
  assert.equal(await outcomeOf(verifier, token), 'verified');
  assert.equal(loads(), asked);
  advance(1);
  service.clock.advance(500);
  assert.equal(await outcomeOf(verifier, token), 'invalid_token');
});

test('a token with allowed addresses works from these only, and not without an address', async (t) => {
  const { service, verifier } = await startVerifier(t);
  const { token } = await service.createToken({
    role: 'reader',
    allowedIps: ['192.0.2.0/24', '2001:db8::/32'],
  });
  for (const [address, outcome] of [
    ['192.0.2.9', 'verified'],
    ['::ffff:192.0.2.9', 'verified'],
    ['2001:db8::1', 'verified'],
    ['198.51.100.1', 'wrong_address'],
    ['::1', 'wrong_address'],
    ['nonsense', 'wrong_address'],
    [undefined, 'wrong_address'],
  ] as const)
    assert.equal((await verifier.verify(token, { address })).outcome, outcome, address);
  assert.equal((await verifier.authorize(token, VIEW, { address: '::1' })).outcome, 'wrong_address');
  await verifier.reportUses();
  const { items } = (await service.call({ url: '/api/v2/tokens?showAll=true&sort=-lastUsed' })).json();
  assert.equal(items[0].lastUsedAddress, '2001:db8::1', 'a call from a strange address is no use');
});

test('a report that is refused for good keeps back none that follow', async (t) => {
  const { service, verifier, problems } = await startVerifier(t);
  const [one, other] = [
    await service.createToken({ role: 'reader' }),
    await service.createToken({ role: 'reader' }),
  ];
  await verifier.verify(one.token, { agent: '\ud800' });
  await verifier.reportUses();
  assert.ok(problems.some((error) => error instanceof KeywardError && error.status === 400));
  await verifier.verify(other.token, { agent: 'curl/8' });
  await verifier.reportUses();
  const { lastUsed } = (await service.call({ url: `/api/v2/tokens/${other._id}` })).json();
  assert.equal(lastUsed, service.clock.nowMs);
});

test('a clock that stood still in sleep does not put off an end', () => {
  const freshness = new Freshness(1_000, () => 300);
  freshness.note({ asOf: 10_000, ageMs: 0, maxStalenessMs: 1_000 }, 500);
  assert.equal(freshness.serviceTime(300), 10_000);
});

test('whoever hears of problems cannot break what tells them', async (t) => {
  const { service, verifier, network } = await startVerifier(t, {
    onProblem: () => {
      throw new Error('a mistake of the listener');
    },
  });
  const { token } = await service.createToken({ role: 'reader' });
  await verifier.verify(token);
  network.cut();
  await verifier.reportUses();
  network.mend();
  await verifier.reportUses();
  assert.equal(await outcomeOf(verifier, token), 'verified');
});

test('uses are reported with who reports them, and count once though the answer was lost', async (t) => {
  const { service, verifier, network, own } = await startVerifier(t);
  const token = await service.createToken({ role: 'reader' });
  const from = { address: '192.0.2.7', agent: 'curl/8' };
  await verifier.verify(token.token, from);
  await verifier.authorize(token.token, VIEW, from);
  await verifier.authorize(token.token, CREATE, from);
  network.beforeAnswer = (path) => {
    if (path.endsWith('/uses')) network.cut();
    return undefined;
  };
  await verifier.reportUses();
  network.beforeAnswer = () => undefined;
  network.mend();
  await verifier.reportUses();
  const stored = (await service.call({ url: `/api/v2/tokens/${token._id}?include=usage` })).json();
  assert.equal(stored.lastUsed, service.clock.nowMs);
  assert.equal(stored.lastUsedAgent, `curl/8 (reported by token ${own._id})`);
  assert.deepEqual([stored.usage.allowed.at(-1), stored.usage.denied.at(-1)], [2, 1]);
});

test('without its own right it answers nothing once memory is too old', async (t) => {
  const { service, verifier, own, advance, problems } = await startVerifier(t);
  const { token } = await service.createToken({ role: 'reader' });
  assert.equal(await outcomeOf(verifier, token), 'verified');
  await endToken(service, own._id);
  advance(LONG_MS);
  assert.equal(await outcomeOf(verifier, token), 'unavailable', 'never 401 because of our own fault');
  await until(() => problems.some((error) => error instanceof KeywardError && error.status === 401));
});

test('after its end a verifier answers nothing, and no secret shows in what it prints or keeps as a key', async (t) => {
  const { service, verifier, own } = await startVerifier(t);
  const { token } = await service.createToken({ role: 'reader' });
  await verifier.verify(token);
  const printed = inspect(verifier, { depth: 10, showHidden: true });
  assert.ok(!printed.includes(token) && !printed.includes(own.token));
  const [keyOf, other] = [secretKeys(), secretKeys()];
  assert.equal(keyOf(token), keyOf(token));
  assert.notEqual(keyOf(token), other(token));
  assert.ok(!keyOf(token).includes(token.slice(4, 12)));
  await verifier.close();
  assert.throws(() => verifier.verify(token), { code: 'aborted' });
});

test('what cannot be meant is refused at once', () => {
  const good = { url: 'http://127.0.0.1:1', token: 'secret' };
  for (const bad of [
    { url: 'keyward' },
    { token: 'two words' },
    { maxEntries: 0 },
    { maxStalenessMs: Number.NaN },
  ])
    assert.throws(() => createVerifier({ ...good, ...bad }), TypeError);
});
