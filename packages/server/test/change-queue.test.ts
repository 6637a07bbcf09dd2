import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { ChangeQueue } from '../src/storage/change-queue.ts';
import { StorageUnavailable } from '../src/storage/store.ts';

test('changes run one after another in their order, whether they fail or not', async () => {
  const queue = new ChangeQueue();
  const order: string[] = [];
  const change = (name: string) => async () => {
    order.push(`${name} begins`);
    await setImmediate();
    order.push(`${name} ends`);
    if (name === 'two') throw new Error('refused');
    return name;
  };
  const results = await Promise.allSettled(['one', 'two', 'three'].map((name) => queue.run(change(name))));
  assert.deepEqual(order, ['one begins', 'one ends', 'two begins', 'two ends', 'three begins', 'three ends']);
  assert.deepEqual(
    results.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
});

test('who waits too long is told so at once and the change is not made later; those behind go on', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const queue = new ChangeQueue();
  const made: string[] = [];
  const slow = Promise.withResolvers<void>();
  const first = queue.run(() => slow.promise);
  await setImmediate();
  const second = queue.run(async () => void made.push('second'));
  t.mock.timers.tick(4_000);
  const third = queue.run(async () => void made.push('third'));
  t.mock.timers.tick(1_000);
  await assert.rejects(second, StorageUnavailable);
  slow.resolve();
  await Promise.all([first, third]);
  await queue.isEmpty();
  assert.deepEqual(made, ['third']);
});
