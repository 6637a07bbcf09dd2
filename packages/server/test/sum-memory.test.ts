import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { SumMemory } from '../src/tokens/sum-memory.ts';
import type { TokenHealth } from '../src/tokens/token-health.ts';
import { FrozenClock } from './test-service.ts';

const NO_COUNTS = { active: 0, expiring: 0, unused: 0, old: 0, calledAfterEnd: 0 };

/** Counts that take so long, and a clock that moves with the timers. */
function startMemory(t: TestContext, takesMs: number) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const clock = new FrozenClock();
  const memory = new SumMemory<TokenHealth>(clock);
  const startedAt = clock.nowMs;
  const counted: number[] = [];
  const state = { isFailing: false };
  const count = async (): Promise<TokenHealth> => {
    const countedAt = clock.nowMs;
    counted.push(countedAt - startedAt);
    if (state.isFailing) throw new Error('no database');
    clock.advance(takesMs);
    return { counts: NO_COUNTS, countedAt };
  };
  const pass = async (milliseconds: number) => {
    clock.advance(milliseconds);
    t.mock.timers.tick(milliseconds);
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  };
  return { clock, memory, counted, count, pass, state, ask: () => memory.of('key', count) };
}

test('counts that take long are made anew by themselves: whoever looks again waits for none, and sees none that is too old', async (t) => {
  const { clock, counted, ask, pass } = startMemory(t, 400);
  await ask();
  for (let look = 0; look < 10; look++) {
    for (let second = 0; second < 27; second++) await pass(1_000);
    const countsBefore = counted.length;
    const { countedAt } = await ask();
    assert.ok(clock.nowMs - countedAt < 10_000, `${clock.nowMs - countedAt}`);
    assert.ok(counted.length <= countsBefore + 1);
    assert.ok(clock.nowMs - countedAt > 0, 'it was there before it was asked for');
  }
});

test('when nobody looks any more they are left alone', async (t) => {
  const { counted, ask, pass } = startMemory(t, 400);
  await ask();
  for (let second = 0; second < 330; second++) await pass(1_000);
  const count = counted.length;
  assert.ok(count > 40);
  for (let second = 0; second < 60; second++) await pass(1_000);
  assert.equal(counted.length, count);
});

test('quick counts are made when they are asked for', async (t) => {
  const { counted, ask, pass } = startMemory(t, 50);
  await ask();
  for (let second = 0; second < 60; second++) await pass(1_000);
  assert.deepEqual(counted, [0]);
});

test('after a change quick counts are made anew, for the first who asks; slow ones keep to their time', async (t) => {
  const { memory, counted, ask, count, pass } = startMemory(t, 50);
  await ask();
  await pass(1_000);
  memory.outdate();
  await Promise.all([ask(), ask()]);
  await ask();
  assert.deepEqual(counted, [0, 1_050]);
  const slow = () =>
    memory.of('slow', async () => {
      const sum = await count();
      await pass(1);
      return sum;
    });
  await slow();
  memory.outdate();
  await slow();
  assert.equal(counted.length, 3);
});

test('counts that fail are forgotten, and made again for who asks next', async (t) => {
  const { counted, ask, pass, state } = startMemory(t, 400);
  await ask();
  state.isFailing = true;
  for (let second = 0; second < 30; second++) await pass(1_000);
  assert.equal(counted.length, 2);
  await assert.rejects(ask());
  state.isFailing = false;
  await ask();
  assert.equal(counted.length, 4);
});
