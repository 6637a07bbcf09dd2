import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CheckpointWriter } from '../src/audit/checkpoint-writer.ts';
import type { RefusalRecorder } from '../src/audit/refusal-recorder.ts';
import { readConfig } from '../src/config.ts';
import { flushRegularly } from '../src/deployment/flush-regularly.ts';
import type { Redigests } from '../src/verification/redigests.ts';
import type { UsageRecorder } from '../src/verification/usage-recorder.ts';

function countingRecorders() {
  const flushes = { usage: 0, refusals: 0, redigests: 0, checkpoints: 0 };
  const failures: string[] = [];
  const recorder = (name: keyof typeof flushes) => ({
    async flush() {
      flushes[name]++;
      throw new Error(`no room for ${name}`);
    },
  });
  const { flush: write } = recorder('checkpoints');
  const checkpoints = { write } as unknown as CheckpointWriter;
  const { audit } = readConfig({ KEYWARD_AUDIT_CHECKPOINT_SECONDS: '40' });
  const usage = recorder('usage') as unknown as UsageRecorder;
  const refusals = recorder('refusals') as unknown as RefusalRecorder;
  const redigests = recorder('redigests') as unknown as Redigests;
  const stop = flushRegularly({ usage, refusals, redigests, checkpoints, audit }, (error) =>
    failures.push(String(error)),
  );
  return { flushes, failures, stop };
}

test('what is gathered in memory is written at least once a minute, whatever failed before', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const { flushes, failures, stop } = countingRecorders();
  t.mock.timers.tick(29_999);
  assert.deepEqual(flushes, { usage: 0, refusals: 0, redigests: 0, checkpoints: 0 });
  t.mock.timers.tick(1);
  assert.deepEqual(flushes, { usage: 1, refusals: 0, redigests: 1, checkpoints: 0 });
  t.mock.timers.tick(90_000);
  assert.deepEqual(flushes, { usage: 4, refusals: 2, redigests: 4, checkpoints: 3 });

  await stop();
  assert.deepEqual(
    flushes,
    { usage: 5, refusals: 3, redigests: 5, checkpoints: 4 },
    'a last time when it is stopped',
  );
  assert.equal(failures.length, 17);
  t.mock.timers.tick(600_000);
  assert.deepEqual(flushes, { usage: 5, refusals: 3, redigests: 5, checkpoints: 4 });
});
