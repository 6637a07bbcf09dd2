import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as after } from 'node:timers/promises';
import { callApi, createToken } from './call-api.ts';
import { initKeyward, startKeyward, temporaryDirectory } from './keyward-process.ts';

const CALLS = 1_000;
const AT_ONCE = 20;

test('C14: what a running service remembers after making tokens and a thousand verifications holds no secret', async (t) => {
  const directory = temporaryDirectory(t);
  const data = join(directory, 'data');
  const owner = await initKeyward(data);
  const environment = { NODE_OPTIONS: `--heapsnapshot-signal=SIGUSR2 --diagnostic-dir=${directory}` };
  const server = await startKeyward(t, { data, environment });
  const tokens = await Promise.all(Array.from({ length: AT_ONCE }, () => createToken(server.url, owner)));
  for (let round = 0; round < CALLS / AT_ONCE; round++) {
    const answers = await Promise.all(
      tokens.map(({ secret }) => callApi(server.url, '/api/v2/caller-identity', { secret })),
    );
    assert.ok(answers.every(({ status }) => status === 200));
  }
  process.kill(server.pid, 'SIGUSR2');
  let heap = '';
  while (!heap.trimEnd().endsWith('}')) {
    await after(100);
    const [file] = globSync(join(directory, '*.heapsnapshot'));
    if (file !== undefined) heap = readFileSync(file, 'utf8');
  }
  assert.ok(heap.includes('caller-identity'), 'the snapshot has the texts of the service');
  const found = tokens.filter(({ secret }) => heap.includes(secret));
  assert.equal(found.length, 0, `${found.length} of ${tokens.length} secrets are remembered`);
});
