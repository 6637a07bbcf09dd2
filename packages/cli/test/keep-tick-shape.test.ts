import assert from 'node:assert/strict';
import { createHook } from 'node:async_hooks';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { keepTickShape } from '../src/serve/keep-tick-shape.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** The objects of the ticks that something begins. They are not kept alive by being watched. */
function ticksOf(work: () => void): readonly WeakRef<object>[] {
  const ticks: WeakRef<object>[] = [];
  const hook = createHook({
    init: (_id, kind, _trigger, tick) => {
      if (kind === 'TickObject') ticks.push(new WeakRef(tick));
    },
  });
  hook.enable();
  work();
  hook.disable();
  return ticks;
}

test('the object of one tick outlives a collection of garbage, and those of later ticks do not', async () => {
  const kept = ticksOf(keepTickShape);
  const later = ticksOf(() => process.nextTick(() => undefined));
  await setImmediate();
  collectGarbage();
  const alive = [...kept, ...later].map((tick) => tick.deref() !== undefined);
  assert.deepEqual(alive, [true, false]);
});
