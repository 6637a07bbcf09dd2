import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { StorageUnavailable, type Store } from '../src/storage/store.ts';
import type { Uses } from '../src/storage/usage-store.ts';
import type { TokenPrincipal } from '../src/verification/principal.ts';
import { UsageRecorder } from '../src/verification/usage-recorder.ts';
import { FrozenClock } from './test-service.ts';

const DAY_MS = 86_400_000;
const TOKEN = { id: 't', accountId: 'a', kind: 'service', memberId: 'm' } as const;

/** A store that keeps what it is given, or fails. */
function recordingStore() {
  const batches: Uses[] = [];
  const state = { batches, isFailing: false, ready: Promise.resolve() };
  const store = {
    async recordUses(uses: Uses) {
      await state.ready;
      if (state.isFailing) throw new StorageUnavailable('full');
      batches.push(structuredClone(uses));
    },
  } as Store;
  return { state, store };
}

function principalOf(id: string): TokenPrincipal {
  return { token: { ...TOKEN, id }, secret: { id } } as TokenPrincipal;
}

function startRecorder() {
  const { state, store } = recordingStore();
  const clock = new FrozenClock();
  const recorder = new UsageRecorder(store, clock);
  const secrets = () => state.batches.flatMap((batch) => batch.secrets.map(({ secretId }) => secretId));
  const note = (id: string, agent = '') => recorder.noteToken(principalOf(id), '', agent);
  return { state, clock, recorder, note, secrets };
}

test('it is written early, in parts, when half of the memory is used', async () => {
  const { state, recorder, note, secrets } = startRecorder();
  for (let index = 0; index < 4_999; index++) note(`${index}`);
  await Promise.resolve();
  assert.equal(secrets().length, 0);
  note('4999');
  await recorder.flush();
  assert.equal(new Set(secrets()).size, 5_000);
  assert.ok(state.batches.every((batch) => batch.secrets.length <= 50));
});

test('memory is bounded while nothing can be written: past the limit the oldest is forgotten, and told', async () => {
  const { state, recorder, note, secrets } = startRecorder();
  state.isFailing = true;
  note('taken');
  await assert.rejects(recorder.flush(), StorageUnavailable);
  for (let index = 0; index < 12_000; index++) note(`late-${index}`);
  await assert.rejects(recorder.flush(), StorageUnavailable);
  assert.equal(recorder.forgotten, 2_000);
  state.isFailing = false;
  await recorder.flush();
  const written = secrets();
  assert.equal(written.length, 10_001);
  assert.deepEqual([written[0], written[1], written.at(-1)], ['taken', 'late-2000', 'late-11999']);

  state.isFailing = true;
  for (let index = 0; index < 10_001; index++) recorder.noteRefused({ ...TOKEN, id: `${index}` });
  assert.equal(recorder.forgotten, 2_001);
});

test('a token that is called for longer than is looked at takes no more memory', async () => {
  const { state, clock, recorder } = startRecorder();
  for (let day = 0; day < 40; day++) {
    recorder.noteRefused(TOKEN);
    clock.advance(DAY_MS);
  }
  await recorder.flush();
  const [outcomes] = state.batches[0]?.outcomes ?? [];
  assert.equal(outcomes?.days.length, 30);
  assert.equal(outcomes?.days.at(-1)?.day, Math.floor(clock.nowMs / DAY_MS) - 1);
});

test('a use during a write is not lost with it, and not written twice', async () => {
  const { state, clock, recorder, note } = startRecorder();
  note('one');
  recorder.noteRefused(TOKEN);
  const { promise, resolve } = Promise.withResolvers<void>();
  state.ready = promise;
  const writing = recorder.flush();
  await setImmediate();
  clock.advance(1);
  note('one');
  recorder.noteRefused(TOKEN);
  resolve();
  await writing;
  await recorder.flush();
  assert.deepEqual(
    state.batches.map(({ secrets, outcomes }) => [secrets[0]?.at, outcomes.at(-1)?.days[0]?.refused]),
    [
      [clock.nowMs - 1, 1],
      [clock.nowMs, 1],
    ],
  );
});

test('what failed is sent again as it was, under the same number, before anything newer', async () => {
  const { state, recorder, note } = startRecorder();
  state.isFailing = true;
  note('first');
  recorder.noteRefused(TOKEN);
  await assert.rejects(recorder.flush());
  note('second');
  recorder.noteRefused(TOKEN);
  await assert.rejects(recorder.flush());
  state.isFailing = false;
  await recorder.flush();
  assert.deepEqual(
    state.batches.map(({ batch, secrets, outcomes }) => [
      batch.number,
      secrets.map(({ secretId }) => secretId),
      outcomes.at(-1)?.days[0]?.refused,
    ]),
    [
      [1, ['first'], 1],
      [2, ['second'], 1],
    ],
  );
  assert.equal(new Set(state.batches.map(({ batch }) => batch.recorderId)).size, 1);
});

test('how long the oldest use has waited is told, also while it cannot be written', async () => {
  const { state, clock, recorder, note } = startRecorder();
  assert.equal(recorder.lagMs, 0);
  note('one');
  clock.advance(4_000);
  note('two');
  assert.equal(recorder.lagMs, 4_000);
  state.isFailing = true;
  await assert.rejects(recorder.flush());
  clock.advance(1_000);
  assert.equal(recorder.lagMs, 5_000);
  note('three');
  state.isFailing = false;
  await recorder.flush();
  assert.equal(recorder.lagMs, 0);
  clock.advance(9_000);
  assert.equal(recorder.lagMs, 0);
});

test('the program that was named last is the one that is kept, without secrets and cut', async () => {
  const { state, recorder, note } = startRecorder();
  const kept = async (...agents: readonly string[]) => {
    state.batches.length = 0;
    for (const agent of agents) note('one', agent);
    await recorder.flush();
    return state.batches[0]?.secrets[0]?.agent;
  };
  const long = 'x'.repeat(5_000);
  assert.equal(await kept('curl/8', 'node/24'), 'node/24');
  assert.equal(await kept('curl/8', long), 'x'.repeat(256));
  assert.equal(await kept(long, 'curl/8', 'curl/8'), 'curl/8');
});
