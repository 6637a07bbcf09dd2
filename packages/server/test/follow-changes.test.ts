import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { ChangesRead, NumberedChange } from '../src/storage/change-log-store.ts';
import { followChanges } from '../src/verification/follow-changes.ts';
import { Lease } from '../src/verification/lease.ts';
import { RevocationLog } from '../src/verification/revocation-log.ts';

const BOUND_MS = 5_000;

function change(number: number): NumberedChange {
  return { number, accountId: 'account', kind: 'token', id: `token ${number}`, at: number };
}

/** A log that answers what it is told to; `answer` undefined fails. */
function followed() {
  const time = { ms: 0 };
  const state: { answer: ChangesRead | undefined; asked: (number | undefined)[] } = {
    answer: { head: 5, changes: [], databaseMs: 1_000, server: 'first' },
    asked: [],
  };
  const forgotten: (string | 'all')[] = [];
  const lease = new Lease(BOUND_MS, () => time.ms);
  const log = new RevocationLog({
    lease,
    clock: { now: () => time.ms },
    monotonicMs: () => time.ms,
    forget: (changes) => forgotten.push(...changes.map(({ id }) => id)),
    forgetAll: () => forgotten.push('all'),
    feed: {
      async readChanges(after) {
        state.asked.push(after);
        time.ms += 10;
        if (state.answer === undefined) throw new Error('no answer');
        return state.answer;
      },
    },
  });
  return { time, state, forgotten, lease, log };
}

test('each sync reads on from the newest known change and takes what changed out of memory', async () => {
  const { state, forgotten, log } = followed();
  await log.sync();
  assert.deepEqual(forgotten, ['all'], 'nothing is known at the start');
  state.answer = { head: 9, changes: [change(6), change(8)], databaseMs: 2_000, server: 'first' };
  assert.deepEqual(await log.sync(), [change(6), change(8)]);
  state.answer = { head: 9, changes: [], databaseMs: 3_000, server: 'first' };
  await log.sync();
  assert.deepEqual(state.asked, [undefined, 5, 9]);
  assert.deepEqual(forgotten, ['all', 'token 6', 'token 8']);
  assert.deepEqual(log.watermark, { number: 9, asOfMs: 3_000 });
});

test('too far behind, or before an older head, everything is forgotten', async () => {
  const { state, forgotten, log } = followed();
  await log.sync();
  state.answer = { head: 5_000, changes: undefined, databaseMs: 0, server: 'first' };
  await log.sync();
  assert.deepEqual(forgotten, ['all', 'all']);
  state.answer = { head: 4_990, changes: [], databaseMs: 0, server: 'first' };
  await log.sync();
  assert.deepEqual(forgotten, ['all', 'all', 'all']);
  assert.equal(log.watermark?.number, 4_990);
});

test('another server is another history, whatever its newest number is', async () => {
  const { state, forgotten, log } = followed();
  await log.sync();
  state.answer = { head: 9, changes: [change(9)], databaseMs: 0, server: 'promoted' };
  assert.deepEqual(await log.sync(), []);
  assert.deepEqual(forgotten, ['all', 'all']);
  state.answer = { head: 10, changes: [change(10)], databaseMs: 0, server: 'promoted' };
  await log.sync();
  assert.deepEqual(forgotten, ['all', 'all', 'token 10']);
});

test('the lease counts from before a sync was sent, and one that fails renews nothing', async () => {
  const { time, state, lease, log } = followed();
  assert.equal(lease.isHeld(), false);
  await log.sync();
  assert.equal(lease.ageMs(), 10);
  time.ms = BOUND_MS;
  assert.equal(lease.isHeld(), true);
  state.answer = undefined;
  await assert.rejects(log.sync(), /no answer/);
  assert.equal(lease.isHeld(), false);
});

test('F6: no setting of the time moves the lease', (t) => {
  const lease = new Lease(BOUND_MS);
  lease.renew(performance.now());
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 3_600_000 });
  assert.equal(lease.isHeld(), true);
  t.mock.timers.setTime(0);
  assert.equal(lease.isHeld(), true);
  lease.renew(performance.now() - BOUND_MS - 1_000);
  assert.equal(lease.isHeld(), true, 'a late answer takes nothing back');
});

test('without a single hint the log is read at every interval; failures are told and do not end it', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const { state, log } = followed();
  const failures: unknown[] = [];
  const { first, stop } = followChanges(
    log,
    { listen: () => async () => undefined },
    { everyMs: 1_000, onChanges: () => undefined, onFailure: (error) => failures.push(error) },
  );
  await first;
  for (let second = 1; second <= 3; second++) {
    if (second === 2) state.answer = undefined;
    t.mock.timers.tick(1_000);
    await setImmediate();
    assert.equal(state.asked.length, 1 + second);
  }
  assert.equal(failures.length, 2);
  await stop();
  t.mock.timers.tick(10_000);
  await setImmediate();
  assert.equal(state.asked.length, 4);
});

test('a hint syncs at once; one that comes during a sync causes another after it, and ten cause one', async () => {
  const { log } = followed();
  let hint: () => void = assert.fail;
  const reads: PromiseWithResolvers<void>[] = [];
  const sync = mock.method(log, 'sync', async () => {
    const read = Promise.withResolvers<void>();
    reads.push(read);
    await read.promise;
    return [];
  });
  const { stop } = followChanges(
    log,
    {
      listen(listener) {
        hint = listener;
        return async () => undefined;
      },
    },
    { everyMs: 60_000, onChanges: () => undefined, onFailure: (error) => assert.ifError(error) },
  );
  assert.equal(sync.mock.callCount(), 1);
  for (let number = 0; number < 10; number++) hint();
  assert.equal(sync.mock.callCount(), 1);
  reads[0]?.resolve();
  await setImmediate();
  assert.equal(sync.mock.callCount(), 2);
  reads[1]?.resolve();
  await setImmediate();
  assert.equal(sync.mock.callCount(), 2);
  hint();
  assert.equal(sync.mock.callCount(), 3);
  reads[2]?.resolve();
  await stop();
});
