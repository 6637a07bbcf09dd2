import assert from 'node:assert/strict';
import { callApi } from './call-api.ts';
import type { KeywardProcess } from './keyward-process.ts';

/** A node on PostgreSQL is ready when it has heard of the clock and the changes of the database, which takes a while on a busy machine. */
export async function untilReady(node: KeywardProcess): Promise<KeywardProcess> {
  const deadline = performance.now() + 30_000;
  while ((await callApi(node.url, '/readyz')).status !== 200) {
    assert.ok(performance.now() < deadline, 'the node never got ready');
  }
  return node;
}
