import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StorageUnavailable } from '../src/storage/store.ts';
import { type BearerToken, mintSecret } from '../src/tokens/token-format.ts';
import { Lease } from '../src/verification/lease.ts';
import { PrincipalCache } from '../src/verification/principal-cache.ts';

const BOUND_MS = 5_000;

interface Value {
  readonly name: string;
  readonly dependsOn: readonly string[];
  readonly bytes: number;
}

/** Memory before a source that knows every secret with a name in `known`. */
function memory(limits: { readonly maxEntries?: number; readonly maxBytes?: number } = {}) {
  const time = { ms: 0 };
  const fellows = { areHeard: true };
  const monotonicMs = () => time.ms;
  const lease = new Lease(BOUND_MS, monotonicMs);
  lease.renew(0);
  const known = new Map<BearerToken, Value>();
  const loaded: string[] = [];
  let gate: Promise<void> = Promise.resolve();
  const cache = new PrincipalCache<Value>({
    maxEntries: 100,
    maxBytes: 1_000,
    ...limits,
    lease,
    monotonicMs,
    isTold: () => fellows.areHeard,
    async load(secret) {
      const value = known.get(secret);
      loaded.push(value?.name ?? 'nobody');
      await gate;
      return value;
    },
  });
  return {
    cache,
    lease,
    time,
    fellows,
    loaded,
    add(name: string, bytes = 10): BearerToken {
      const secret = mintSecret('kw', 'personal');
      known.set(secret, { name, dependsOn: ['account', name], bytes });
      return secret;
    },
    forgetSecret: (secret: BearerToken) => known.delete(secret),
    /** Holds every load up until the answer is called. */
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return resolve;
    },
    change: (kind: 'token' | 'account', id: string) => cache.forget([{ accountId: 'account', kind, id }]),
  };
}

test('a secret is read once and then answered from memory, until something that it depends on changes', async () => {
  const { cache, add, loaded, change } = memory();
  const [one, two] = [add('one'), add('two')];
  assert.equal(cache.find(one), undefined);
  for (const secret of [one, two]) await cache.load(secret);
  for (let round = 0; round < 3; round++) assert.equal(cache.find(one)?.name, 'one');
  assert.deepEqual(loaded, ['one', 'two']);

  change('token', 'one');
  assert.equal(cache.find(one), undefined);
  assert.equal(cache.find(two)?.name, 'two', 'what does not depend on it stays');
  await cache.load(one);
  assert.equal(cache.find(one)?.name, 'one');
  change('account', 'account');
  for (const secret of [one, two]) assert.equal(cache.find(secret), undefined);
});

test('R8: what was read before a change is not kept, whatever comes first', async () => {
  const { cache, add, change, hold } = memory();
  const secret = add('one');
  for (const [kind, id, isKept] of [
    ['token', 'one', false],
    ['account', 'account', false],
    ['token', 'another', true],
  ] as const) {
    cache.forgetAll();
    const release = hold();
    const loading = cache.load(secret);
    change(kind, id);
    release();
    assert.equal((await loading)?.name, 'one', 'whoever asked before may be told');
    assert.equal(cache.find(secret)?.name, isKept ? 'one' : undefined, `${kind} ${id}`);
  }
  const release = hold();
  cache.forgetAll();
  const loading = cache.load(secret);
  cache.forgetAll();
  release();
  await loading;
  assert.equal(cache.find(secret), undefined);
});

test('callers at once share one read; who comes after a change reads anew', async () => {
  const { cache, add, loaded, change, hold } = memory();
  const secret = add('one');
  const release = hold();
  const first = [cache.load(secret), cache.load(secret), cache.load(secret)];
  assert.deepEqual(loaded, ['one']);
  change('token', 'one');
  const later = cache.load(secret);
  assert.deepEqual(loaded, ['one', 'one']);
  release();
  for (const value of await Promise.all([...first, later])) assert.equal(value?.name, 'one');
  assert.equal(cache.find(secret)?.name, 'one', 'the later read is kept');
});

test('a read that fails is shared and forgotten: the next one tries again', async () => {
  const { cache, lease, add } = memory();
  const failing = new PrincipalCache<Value>({
    maxEntries: 1,
    maxBytes: 1,
    lease,
    monotonicMs: () => 0,
    load: () => Promise.reject(new StorageUnavailable('away')),
  });
  const secret = add('one');
  for (let round = 0; round < 2; round++) {
    const [one, two] = await Promise.allSettled([failing.load(secret), failing.load(secret)]);
    assert.deepEqual([one.status, two.status], ['rejected', 'rejected']);
  }
  assert.equal(failing.counts.loads, 2);
  assert.equal(cache.counts.loads, 0);
});

test('once the lease has lapsed memory answers nothing, and nothing is read in its place', async () => {
  const { cache, lease, time, add, loaded } = memory();
  const [known, other] = [add('known'), add('other')];
  await cache.load(known);
  time.ms = BOUND_MS;
  assert.equal(cache.find(known)?.name, 'known');
  time.ms = BOUND_MS + 1;
  for (const secret of [known, other]) {
    assert.equal(cache.find(secret), undefined);
    await assert.rejects(cache.load(secret), StorageUnavailable);
  }
  assert.deepEqual(loaded, ['known']);
  lease.renew(time.ms);
  assert.equal(cache.find(known)?.name, 'known', 'what did not change is still right');
});

test('a secret that nobody has is looked for once a second, and at once after any change of a token', async () => {
  const { cache, time, loaded, change } = memory();
  const secret = mintSecret('kw', 'personal');
  for (let round = 0; round < 3; round++) assert.equal(await cache.load(secret), undefined);
  assert.equal(loaded.length, 1);
  time.ms = 1_000;
  await cache.load(secret);
  assert.equal(loaded.length, 2);
  change('token', 'any');
  await cache.load(secret);
  assert.equal(loaded.length, 3);
});

test('C8: a secret that comes to life while it is looked for in vain works from its answer on', async () => {
  const { cache, add, forgetSecret, change, hold } = memory();
  const secret = add('born');
  forgetSecret(secret);
  const release = hold();
  const inVain = cache.load(secret);
  change('token', 'born');
  release();
  assert.equal(await inVain, undefined);
  assert.equal(cache.size.unknown, 0, 'nothing says that nobody has it');
});

test('memory is bounded by entries and by bytes; what is used stays, and what depends on nothing kept is let go', async () => {
  const byEntries = memory({ maxEntries: 50 });
  const favourite = byEntries.add('favourite');
  await byEntries.cache.load(favourite);
  for (let number = 0; number < 1_000; number++) {
    assert.equal(byEntries.cache.find(favourite)?.name, 'favourite');
    await byEntries.cache.load(byEntries.add(`token ${number}`));
    assert.ok(byEntries.cache.size.entries <= 50);
  }
  assert.equal(byEntries.cache.dependencies.size, 51, 'one for each entry, and the account');

  const byBytes = memory({ maxBytes: 100 });
  for (let number = 0; number < 100; number++) {
    await byBytes.cache.load(byBytes.add(`token ${number}`, 30));
    assert.ok(byBytes.cache.size.bytes <= 100);
  }
  assert.equal(byBytes.cache.size.entries, 3);
  const large = byBytes.add('larger than all of memory', 101);
  assert.equal((await byBytes.cache.load(large))?.bytes, 101);
  assert.equal(byBytes.cache.find(large), undefined);
  assert.equal(byBytes.cache.size.entries, 3, 'nothing made room for it in vain');
});

test('C9: tens of thousands of guesses push out nothing that somebody has, and leave memory bounded', async () => {
  const { cache, add, loaded } = memory();
  const secret = add('real');
  await cache.load(secret);
  for (let guess = 0; guess < 30_000; guess++) await cache.load(`guess ${guess}` as BearerToken);
  assert.ok(cache.size.unknown <= 10_000);
  assert.equal(cache.find(secret)?.name, 'real');
  assert.equal(loaded.filter((name) => name === 'real').length, 1);
});

test('while it is not known what other workers change, each call is read for itself, whatever memory or another read says', async () => {
  const { cache, add, loaded, hold, fellows } = memory();
  const secret = add('one');
  await cache.load(secret);
  fellows.areHeard = false;
  assert.equal(cache.find(secret), undefined);
  const release = hold();
  const reads = [cache.load(secret), cache.load(secret)];
  assert.deepEqual(loaded, ['one', 'one', 'one']);
  release();
  for (const read of reads) assert.equal((await read)?.name, 'one');
  fellows.areHeard = true;
  assert.equal(cache.find(secret)?.name, 'one');
});
