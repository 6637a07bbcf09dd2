import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Epoch } from '../src/epochs/epoch.ts';
import { EpochWatch } from '../src/epochs/epoch-watch.ts';
import { StorageUnavailable, type Store } from '../src/storage/store.ts';

function epochOf(id: string, acceptedAt: number | null): Epoch {
  return { id, number: 1, startedAt: 0, fromNumber: 0, backupAt: null, doubts: null, acceptedAt };
}

test('a node serves what is accepted, stops when its database is replaced under it, and stays so', async () => {
  let epoch: Epoch | undefined = epochOf('first', null);
  const listEpochs = async () => {
    if (epoch === undefined) throw new StorageUnavailable('away');
    return [epoch] as const;
  };
  const store = { reads: { epochs: { listEpochs } }, isSuperseded: () => false } as unknown as Store;
  const watch = new EpochWatch(store);
  const codeAfterLook = async (next: Epoch | undefined) => {
    epoch = next;
    await watch.look().catch(() => undefined);
    try {
      watch.requireServing();
      return 'serves';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  assert.equal(await codeAfterLook(epochOf('first', null)), 'restore_pending');
  assert.equal(await codeAfterLook(undefined), 'restore_pending', 'a look that fails changes nothing');
  assert.equal(await codeAfterLook(epochOf('first', 5)), 'serves');
  assert.equal(await codeAfterLook(undefined), 'serves');
  assert.equal(await codeAfterLook(epochOf('second', 5)), 'epoch_superseded');
  assert.equal(await codeAfterLook(epochOf('first', 5)), 'epoch_superseded');
});
