import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { callApi, createToken, statusOfSecret } from './call-api.ts';
import { initKeyward, type KeywardProcess, startKeyward, temporaryDirectory } from './keyward-process.ts';

const TOKENS = 20;
const CALLS = 1_000;
/** A connection ends after five seconds without use: with it goes what its parser held of the last request. */
const PATIENCE_MS = 20_000;

test('C14: a thousand verifies later no secret is in the memory of a node: not as a key, not in a map, not in a request', async (t) => {
  const data = join(temporaryDirectory(t), 'data');
  const place = join(temporaryDirectory(t), 'heap');
  mkdirSync(place);
  const owner = await initKeyward(data);
  const environment = {
    NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --heapsnapshot-signal=SIGUSR2 --diagnostic-dir=${place}`,
    KEYWARD_RATE_LIMIT: '0',
    KEYWARD_ROUTE_RATE_LIMIT: '0',
  };
  const server = await startKeyward(t, { data, environment });
  const made = [];
  for (let each = 0; each < TOKENS; each++) made.push(await createToken(server.url, owner));
  const secrets = made.map(({ secret }) => secret);
  for (let call = 0; call < CALLS; call++) {
    assert.equal(await statusOfSecret(server.url, secrets[call % TOKENS] ?? ''), 200);
  }
  const [ended = '', ...live] = secrets;
  const { id } = made[0] ?? assert.fail();
  await callApi(server.url, `/api/v2/tokens/${id}`, { secret: owner, method: 'DELETE' });
  assert.equal(await statusOfSecret(server.url, ended), 401);

  // Nothing is changed after it: what a change leaves behind would stay.
  const { secret: last } = await createToken(server.url, owner);
  const all = [...live, ended, last, owner];
  const deadline = performance.now() + PATIENCE_MS;
  for (let left = all.length; left > 0; ) {
    const heap = await heapOf(server, place);
    assert.ok(heap.includes('caller-identity'), 'the snapshot holds strings');
    left = all.filter((secret) => heap.includes(secret)).length;
    assert.ok(left === 0 || performance.now() < deadline, `${left} of ${all.length} secrets are in memory`);
  }
});

/** All strings that the process holds, after a collection of garbage. */
async function heapOf({ pid, url }: KeywardProcess, place: string): Promise<string> {
  process.kill(pid, 'SIGUSR2');
  while (readdirSync(place).length === 0) await pause(20);
  // It is written before anything else is done: who answers has written it.
  assert.equal((await fetch(`${url}/healthz`)).status, 200);
  const [file = ''] = readdirSync(place);
  const heap = readFileSync(join(place, file), 'latin1');
  rmSync(join(place, file));
  return heap;
}
