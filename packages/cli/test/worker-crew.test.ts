import assert from 'node:assert/strict';
import cluster, { type Worker } from 'node:cluster';
import { EventEmitter } from 'node:events';
import { type TestContext, test } from 'node:test';
import type { FromWorker, ToWorker } from '@keyward/server';
import { WorkerCrew } from '../src/serve/worker-crew.ts';

/** A worker without a process, or one of which there could be none. */
class FakeWorker extends EventEmitter {
  readonly id: number;
  readonly heard: ToWorker['kind'][] = [];
  readonly killed: string[] = [];
  readonly process: { readonly pid: number | undefined; kill(signal: string): void };

  constructor(id: number, pid: number | undefined) {
    super();
    this.id = id;
    this.process = { pid, kill: (signal) => this.killed.push(signal) };
  }

  isConnected(): boolean {
    return true;
  }

  send(message: ToWorker): void {
    this.heard.push(message.kind);
  }

  says(message: FromWorker): void {
    this.emit('message', message);
  }

  serves(): void {
    this.says({ kind: 'hello' });
    this.says({ kind: 'serving', address: 'http://127.0.0.1:8080' });
  }
}

function fakeForks(t: TestContext, ...pids: (number | undefined)[]) {
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  t.mock.method(process.stderr, 'write', () => true);
  const forked: FakeWorker[] = [];
  t.mock.method(cluster, 'fork', () => {
    const worker = new FakeWorker(forked.length, pids[forked.length]);
    forked.push(worker);
    return worker as unknown as Worker;
  });
  return forked;
}

test('a worker for which the machine had no room is replaced, and the others go on', async (t) => {
  const forked = fakeForks(t, 101, undefined, 103);
  const crew = new WorkerCrew(1);
  const started = crew.start();
  forked[0]?.serves();
  assert.equal(await started, 'http://127.0.0.1:8080');
  forked[0]?.emit('exit', null, 'SIGKILL');
  t.mock.timers.tick(100);
  forked[1]?.emit('error', new Error('spawn EAGAIN'));
  t.mock.timers.tick(200);
  assert.equal(forked.length, 3);
  forked[2]?.serves();
  forked[2]?.emit('error', new Error('the channel is closed'));
  t.mock.timers.tick(10_000);
  assert.equal(forked.length, 3, 'of a worker that lives an exit would follow');
});

test('a worker is told nothing before it listens, then that it is to stop when it is', async (t) => {
  const forked = fakeForks(t, 101);
  const crew = new WorkerCrew(1);
  crew.start().catch(() => undefined);
  t.mock.timers.tick(1_000);
  assert.deepEqual(forked[0]?.heard, []);
  const stopped = crew.stop();
  forked[0]?.says({ kind: 'hello' });
  assert.deepEqual(forked[0]?.heard.at(-1), 'stop');
  forked[0]?.emit('exit', 0, null);
  await stopped;
  assert.deepEqual(forked[0]?.killed, []);
});

test('a worker that never listens is killed', (t) => {
  const forked = fakeForks(t, 101);
  new WorkerCrew(1).start().catch(() => undefined);
  t.mock.timers.tick(30_000);
  assert.deepEqual(forked[0]?.killed, ['SIGKILL']);
});
