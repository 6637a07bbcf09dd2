/** Memory, lease and follower of several nodes under thousands of schedules; a failure prints its seed and its shortest schedule. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import {
  type Acknowledged,
  BOUND_MS,
  ROLE,
  SimulatedCluster,
  type Verification,
} from './simulated-cluster.ts';

const NODES = 2;
const RUNS = Number(process.env.KEYWARD_SIMULATION_RUNS ?? 3_000);

const node = fc.nat({ max: NODES - 1 });
const secret = fc.constantFrom('one', 'two', 'three', 'four');
const event = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('verify' as const), node, secret }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('read' as const), which: fc.nat({ max: 5 }) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('deliver' as const), which: fc.nat({ max: 5 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('settle' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('lose' as const), which: fc.nat({ max: 5 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('sync' as const), node }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('end' as const), node, secret }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('editRole' as const), node }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('tell' as const), which: fc.nat({ max: 2 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      ms: fc.constantFrom(1, 400, BOUND_MS, BOUND_MS + 1),
    }),
  },
);
type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

async function run(cluster: SimulatedCluster, each: Event): Promise<void> {
  const { pending, unacknowledged } = cluster;
  switch (each.kind) {
    case 'verify':
      void cluster.verify(each.node, each.secret);
      return;
    case 'read':
      pending.filter(({ isRead }) => !isRead)[each.which]?.read();
      return;
    case 'deliver':
      pending.filter(({ isRead }) => isRead)[each.which]?.deliver();
      return;
    case 'settle':
      await cluster.settle();
      return;
    case 'lose':
      pending[each.which]?.lose();
      return;
    case 'sync':
      cluster.sync(each.node);
      return;
    case 'end':
      cluster.end(each.node, each.secret);
      return;
    case 'editRole':
      cluster.editRole(each.node);
      return;
    case 'tell':
      for (const tell of unacknowledged.splice(each.which, 1)) tell();
      return;
    case 'pass':
      cluster.advance(each.ms);
  }
}

/** Whether a verification began too late to answer from before a change. */
function mustKnow({ node, startedAt }: Verification, change: Acknowledged): boolean {
  if (startedAt.event < change.toldAt.event) return false;
  return node === change.node || startedAt.ms > change.toldAt.ms + BOUND_MS;
}

function assertRight(cluster: SimulatedCluster): void {
  for (const verification of cluster.verifications) {
    const { answer, secret, endedAt } = verification;
    if (answer === 'unavailable') continue;
    for (const change of cluster.acknowledged) {
      if (!mustKnow(verification, change)) continue;
      const isOld: boolean = change.what === ROLE && answer.roleVersion < change.roleVersion;
      assert.equal(answer.isLive && isOld, false, 'rights from before a change, past its time');
      assert.equal(answer.isLive && change.what === secret, false, 'a dead secret works, past its time');
    }
    const wasEnded = cluster.acknowledged.some(
      ({ what, committedAt }) => what === secret && committedAt.event < endedAt.event,
    );
    assert.ok(answer.isLive || wasEnded, 'a live secret is refused');
  }
}

test('under any order, delay and loss: no dead secret and no old right past its time, and no live secret refused', async () => {
  let successes = 0;
  let refusals = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(event, { minLength: 10, maxLength: 120, size: 'max' }),
      fc.constantFrom(1, 2, 10),
      async (events, maxEntries) => {
        const cluster = new SimulatedCluster(NODES, maxEntries);
        for (let each = 0; each < NODES; each++) cluster.sync(each);
        await cluster.settle();
        for (const each of events) {
          await run(cluster, each);
          await setImmediate();
        }
        await cluster.settle();
        assertRight(cluster);
        for (const { answer } of cluster.verifications) {
          if (answer === 'unavailable') continue;
          if (answer.isLive) successes++;
          else refusals++;
        }
      },
    ),
    { numRuns: RUNS },
  );
  assert.ok(successes > RUNS && refusals > RUNS / 10, 'the schedules reach both answers');
});

test('when all is well nodes converge: a sync after a change ends it everywhere, and the others go on', async () => {
  const cluster = new SimulatedCluster(NODES, 10);
  const syncAll = async () => {
    for (let each = 0; each < NODES; each++) cluster.sync(each);
    await cluster.settle();
  };
  const answers = async (secret: string) => {
    const before = cluster.verifications.length;
    for (let each = 0; each < NODES; each++) void cluster.verify(each, secret);
    await cluster.settle();
    return cluster.verifications.slice(before).map(({ answer }) => answer);
  };
  await syncAll();
  const live = { isLive: true, roleVersion: 1 };
  assert.deepEqual(await answers('one'), [live, live]);
  assert.deepEqual(await answers('two'), [live, live]);
  cluster.end(0, 'one');
  await cluster.settle();
  await syncAll();
  const dead = { isLive: false, roleVersion: 1 };
  assert.deepEqual(await answers('one'), [dead, dead]);
  assert.deepEqual(await answers('two'), [live, live]);
  cluster.advance(BOUND_MS + 1);
  assert.deepEqual(await answers('two'), ['unavailable', 'unavailable']);
  await syncAll();
  assert.deepEqual(await answers('two'), [live, live]);
});
