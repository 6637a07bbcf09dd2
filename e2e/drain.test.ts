import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import { freePort } from '../test/free-port.ts';
import { assertWholeDatabase } from './assert-whole-database.ts';
import { startKeyward, startOwnedKeyward } from './keyward-process.ts';
import { seededRandom, seedFrom } from './seeded-random.ts';
import { WriteLoad } from './write-load.ts';

/** The promise: no longer than this from SIGTERM to the end. */
const DRAIN_LIMIT_MS = 10_000;

/** A client that sends the beginning of a request and then nothing more. */
function halfRequest(t: TestContext, port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  t.after(() => socket.destroy());
  return new Promise((resolve) => {
    const head = 'POST /api/v2/tokens HTTP/1.1\r\nHost: keyward\r\nContent-Length: 100\r\n\r\n{"role"';
    socket.write(head, () => resolve());
  });
}

test('D11: SIGTERM under load: no acknowledged write is lost, the end comes in time, and a start follows at once', async (t) => {
  const seed = seedFrom('KEYWARD_DRAIN_SEED');
  t.diagnostic(`KEYWARD_DRAIN_SEED=${seed}`);
  const server = await startOwnedKeyward(t);
  const load = new WriteLoad(server.ownerSecret, seededRandom(seed));
  const running = load.run(server.url, 16);
  await load.reaches(1);
  const stoppedAt = performance.now();
  assert.deepEqual(await server.stop(), { code: 0, signal: null });
  const milliseconds = performance.now() - stoppedAt;
  assert.ok(milliseconds < DRAIN_LIMIT_MS, `took ${milliseconds} ms`);
  const { data } = server;
  const again = await startKeyward(t, { data });
  await running;
  await load.settle(again.url);
  await load.verify(again.url);
  assert.ok(load.live.size > 0 && load.unanswered > 0, 'the load was at work when the signal came');
  assertWholeDatabase(data);
  assert.doesNotMatch(server.stderr(), /error/i);
});

test('a client that stops in the middle of a request cannot hold up the end', async (t) => {
  const metricsPort = await freePort();
  const server = await startOwnedKeyward(t, { flags: ['--metrics-port', String(metricsPort)] });
  await halfRequest(t, server.port);
  await halfRequest(t, metricsPort);
  // An answer on the same port proves that the half request before it was taken up.
  for (const port of [server.port, metricsPort]) await fetch(`http://127.0.0.1:${port}/`);
  const stoppedAt = performance.now();
  assert.deepEqual(await server.stop(), { code: 0, signal: null });
  const milliseconds = performance.now() - stoppedAt;
  assert.ok(milliseconds < DRAIN_LIMIT_MS, `took ${milliseconds} ms`);
});

test('SIGINT ends the service like SIGTERM, and a second signal at once', async (t) => {
  const server = await startOwnedKeyward(t);
  process.kill(server.pid, 'SIGINT');
  assert.deepEqual(await server.exit, { code: 0, signal: null });

  const again = await startKeyward(t, { data: server.data });
  await halfRequest(t, again.port);
  await fetch(`${again.url}/healthz`);
  process.kill(again.pid, 'SIGTERM');
  await assert.doesNotReject(untilRefused(again.port));
  process.kill(again.pid, 'SIGTERM');
  assert.deepEqual(await again.exit, { code: 1, signal: null });
  await startKeyward(t, { data: server.data });
});

/** Resolves once nothing listens on the port any more: the service has begun to end. */
async function untilRefused(port: number): Promise<void> {
  for (;;) {
    const isTaken = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.on('error', () => resolve(false));
    });
    if (!isTaken) return;
  }
}
