import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type ChangedEntity, StorageUnavailable, type Store } from '../src/storage/store.ts';
import { FellowWorkers } from '../src/workers/fellow-workers.ts';
import { tellFellows } from '../src/workers/tell-fellows.ts';
import { WorkerHub } from '../src/workers/worker-hub.ts';
import { type FromWorker, GRANT_MS, type ToWorker } from '../src/workers/worker-message.ts';
import { startTestService } from './test-service.ts';
import { TOKENS } from './token-calls.ts';

const MAX_STALENESS_MS = 7_000;
const TOKEN: ChangedEntity = { accountId: 'account', kind: 'token', id: 'token' };

/** Workers around a hub. What is said arrives at once, except at workers that are stopped: there it waits. */
function crew(t: TestContext, count: number) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const time = { ms: 1_000 };
  const machineMs = () => time.ms;
  const hub = new WorkerHub(machineMs);
  const workers = Array.from({ length: count }, (_, id) => {
    const inbox: ToWorker[] = [];
    const forgotten: string[] = [];
    let isStopped = false;
    const say = (message: FromWorker) => void hub.receive(id, message);
    const fellows = new FellowWorkers(say, machineMs, MAX_STALENESS_MS);
    fellows.onForget((entities) => forgotten.push(...entities.map((entity) => entity.id)));
    const send = (message: ToWorker) => {
      if (isStopped) inbox.push(message);
      else fellows.receive(message);
    };
    hub.add({ id, send });
    return {
      fellows,
      forgotten,
      stop: () => {
        isStopped = true;
      },
      goOn: () => {
        isStopped = false;
        for (const message of inbox.splice(0)) fellows.receive(message);
      },
    };
  });
  const pass = (ms: number) => {
    time.ms += ms;
    t.mock.timers.tick(ms);
  };
  const [one, two, three] = workers;
  assert.ok(one && two && three);
  return { hub, one, two, three, pass };
}

/** Whether it has ended by the next turn. */
async function hasEnded(promise: Promise<unknown>): Promise<boolean> {
  let ended = false;
  const end = () => {
    ended = true;
  };
  promise.then(end, end);
  await new Promise(setImmediate);
  return ended;
}

test('whoever changes something hears that it was told once every other worker has forgotten it', async (t) => {
  const { hub, one, two, three } = crew(t, 3);
  hub.grant();
  await one.fellows.tell([TOKEN]);
  assert.deepEqual(
    [one, two, three].map(({ forgotten }) => forgotten),
    [[], ['token'], ['token']],
  );
  assert.ok(two.fellows.isTold());
});

test('nothing comes from memory before the first grant, or when the last is over', (t) => {
  const { hub, one, pass } = crew(t, 3);
  assert.equal(one.fellows.isTold(), false);
  hub.grant();
  assert.equal(one.fellows.isTold(), true);
  pass(GRANT_MS);
  assert.equal(one.fellows.isTold(), true);
  pass(1);
  assert.equal(one.fellows.isTold(), false);
});

test('a change waits for a stopped worker until its last grant is over, and no grant that it hears of later comes before the change', async (t) => {
  const { hub, one, two, three, pass } = crew(t, 3);
  hub.grant();
  pass(200);
  two.stop();
  const told = one.fellows.tell([TOKEN]);
  assert.equal(await hasEnded(told), false);
  assert.deepEqual(three.forgotten, ['token']);
  pass(GRANT_MS - 200);
  hub.grant();
  assert.equal(await hasEnded(told), false, 'the stopped worker may still answer from memory');
  pass(1);
  assert.equal(await hasEnded(told), true);
  assert.equal(two.fellows.isTold(), false);
  assert.deepEqual(two.forgotten, []);
  two.goOn();
  assert.deepEqual(two.forgotten, ['token']);
});

test('a grant counts from when it was made, also for a worker that hears of it late', (t) => {
  const { hub, two, pass } = crew(t, 3);
  two.stop();
  hub.grant();
  pass(GRANT_MS + 1);
  two.goOn();
  assert.equal(two.fellows.isTold(), false);
});

test('a change does not wait for a worker that was never granted memory, or that has ended', async (t) => {
  const { hub, one, two, three } = crew(t, 3);
  for (const { stop } of [two, three]) stop();
  assert.equal(await hasEnded(one.fellows.tell([TOKEN])), true);
  for (const { goOn } of [two, three]) goOn();
  hub.grant();
  for (const { stop } of [two, three]) stop();
  const told = one.fellows.tell([TOKEN]);
  hub.remove(1);
  assert.equal(await hasEnded(told), false);
  hub.remove(2);
  assert.equal(await hasEnded(told), true);
});

test('a worker that answers no grant is found, one that answers is not', (t) => {
  const { hub, two } = crew(t, 3);
  two.stop();
  for (let grants = 0; grants < 3; grants++) hub.grant();
  assert.deepEqual(hub.silentFor(3), []);
  hub.grant();
  assert.deepEqual(hub.silentFor(3), [1]);
  two.goOn();
  assert.deepEqual(hub.silentFor(3), []);
});

test('measurements of all workers are added up; one that does not answer is left out', async (t) => {
  const { one, two, three, pass } = crew(t, 3);
  for (const [worker, value] of [
    [one, 1],
    [two, 2],
    [three, 40],
  ] as const) {
    const values = [{ labels: {}, value }];
    const metric = { name: 'calls', help: 'calls', type: 'counter', aggregator: 'sum', values };
    worker.fellows.onMeasure(async () => [metric as never]);
  }
  assert.match(await one.fellows.collectMetrics(), /^calls 43$/m);
  three.stop();
  const text = one.fellows.collectMetrics();
  assert.equal(await hasEnded(text), false);
  pass(1_001);
  assert.match(await text, /^calls 3$/m);
  assert.match(await text, /^keyward_workers 3$/m);
});

/** A store of which only changes are of interest. */
function changingStore() {
  let tell: (entities: readonly ChangedEntity[]) => void = () => undefined;
  let commits = 0;
  const store = {
    onChange(listener: typeof tell) {
      tell = listener;
      return () => undefined;
    },
    async change() {
      commits++;
      tell([TOKEN]);
      return commits;
    },
  };
  return store as unknown as Store;
}

const change = (store: Store) => store.change({ now: () => 0 }, async () => 0);

test('a change is acknowledged after the other workers were told, never before', async () => {
  const told = Promise.withResolvers<void>();
  const heard: string[] = [];
  const store = tellFellows(changingStore(), {
    tell(entities) {
      heard.push(...entities.map(({ id }) => id));
      return told.promise;
    },
  });
  const changed = change(store);
  assert.equal(await hasEnded(changed), false);
  assert.deepEqual(heard, ['token']);
  told.resolve();
  assert.equal(await changed, 1);
});

test('every memory of a worker is told what others changed, before it is said to be heard', () => {
  const said: string[] = [];
  const fellows = new FellowWorkers(
    ({ kind }) => said.push(kind),
    () => 0,
    MAX_STALENESS_MS,
  );
  fellows.onForget(([entity]) => said.push(`first ${entity?.id}`));
  fellows.onForget(([entity]) => said.push(`second ${entity?.id}`));
  fellows.receive({
    kind: 'forget',
    number: 1,
    entities: [{ accountId: 'account', kind: 'token', id: 'token' }],
  });
  assert.deepEqual(said, ['first token', 'second token', 'heard']);
});

test('a change of which the supervisor does not answer is acknowledged when it holds everywhere by the change log, not before', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const time = { ms: 0 };
  const said: FromWorker[] = [];
  const fellows = new FellowWorkers(
    (message) => said.push(message),
    () => time.ms,
    MAX_STALENESS_MS,
  );
  const pass = (ms: number) => {
    time.ms += ms;
    t.mock.timers.tick(ms);
  };
  const store = tellFellows(changingStore(), fellows);
  const changed = change(store);
  await new Promise(setImmediate);
  pass(MAX_STALENESS_MS);
  assert.equal(await hasEnded(changed), false);
  pass(1);
  assert.equal(await changed, 1);
  const next = change(store);
  await new Promise(setImmediate);
  const question = said.at(-1);
  assert.ok(question?.kind === 'changed');
  fellows.receive({ kind: 'told', number: question.number });
  assert.equal(await next, 2);
});

test('a supervisor that does not answer a question is not waited for, and whoever asked hears so', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const fellows = new FellowWorkers(
    () => undefined,
    () => 0,
    MAX_STALENESS_MS,
  );
  const asked = fellows.lastUseOf('token');
  asked.catch(() => undefined);
  t.mock.timers.tick(5_000);
  await assert.rejects(asked, StorageUnavailable);
});

test('whoever finds that another has made a change hears when that is out of the memory of a stopped worker', async (t) => {
  const { hub, one, two, three, pass } = crew(t, 3);
  hub.grant();
  assert.equal(await hasEnded(three.fellows.settle()), true, 'nothing is outstanding');
  two.stop();
  const told = one.fellows.tell([TOKEN]);
  const settled = three.fellows.settle();
  assert.equal(await hasEnded(settled), false);
  pass(GRANT_MS + 1);
  assert.deepEqual([await hasEnded(told), await hasEnded(settled)], [true, true]);
  assert.equal(await hasEnded(three.fellows.settle()), true);
});

test('a call that changes nothing, or finds it gone, is answered when what others change is out of all memory; one that reads does not wait', async (t) => {
  const asked: number[] = [];
  const fellows: FellowWorkers = new FellowWorkers(
    (message) => {
      if (message.kind === 'settle') asked.push(message.number);
    },
    () => 0,
    MAX_STALENESS_MS,
  );
  const service = await startTestService(t, { config: { fellows } });
  const deleted = service.call({ method: 'DELETE', url: `${TOKENS}/${'0'.repeat(24)}` });
  while (asked.length === 0) assert.equal(await hasEnded(deleted), false);
  assert.equal((await service.call({ url: TOKENS })).statusCode, 200);
  fellows.receive({ kind: 'told', number: asked[0] ?? 0 });
  assert.equal((await deleted).statusCode, 404);
  assert.equal(asked.length, 1);
});

test('a worker that has joined has its first grant, and nothing that was said before it listened was lost', async () => {
  const hub = new WorkerHub(() => 0);
  const say = (message: FromWorker) => {
    if (message.kind === 'hello') hub.add({ id: 1, send: (answer) => fellows.receive(answer) });
    void hub.receive(1, message);
  };
  const fellows: FellowWorkers = new FellowWorkers(say, () => 0, MAX_STALENESS_MS);
  hub.grant();
  assert.equal(fellows.isTold(), false);
  const joined = fellows.join();
  hub.grant();
  assert.equal(await joined, undefined);
  assert.ok(fellows.isTold());
});

test('the last use of a token that any other worker has gathered is found, the newest of several', async (t) => {
  const { one, two, three } = crew(t, 3);
  const use = (at: number) => ({
    accountId: 'account',
    tokenId: 'token',
    secretId: 'secret',
    at,
    address: '192.0.2.1',
    agent: `agent ${at}`,
  });
  assert.equal(await one.fellows.lastUseOf('token'), undefined);
  two.fellows.onWhenUsed((tokenId) => (tokenId === 'token' ? use(7) : undefined));
  three.fellows.onWhenUsed(() => use(5));
  assert.equal((await one.fellows.lastUseOf('token'))?.at, 7);
  assert.equal((await two.fellows.lastUseOf('token'))?.at, 5);
});
