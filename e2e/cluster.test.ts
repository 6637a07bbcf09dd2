import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { type PostgresCluster, startPostgresCluster } from '../test/postgres-cluster.ts';
import { addMembersWithTokens } from './faults/add-members-with-tokens.ts';
import { startCluster } from './faults/cluster.ts';
import { ClusterLoad } from './faults/cluster-load.ts';
import { nodeDoor } from './faults/door.ts';
import { FAULTS, faultSchedule } from './faults/fault-schedule.ts';
import { findViolations, revocationLagsMs } from './faults/history.ts';
import { seededRandom, seedFrom } from './seeded-random.ts';

const ROUNDS = Number(process.env.KEYWARD_CLUSTER_ROUNDS ?? 1);
const BOUND_MS = 1_000;
/** Between faults all is well for so long. */
const PEACE_MS = 600;
const LAST_PEACE_MS = 15_000;
const MEMBERS_IN_A_ROUND = 100;

let database: PostgresCluster;
before(async () => {
  database = await startPostgresCluster();
});
after(() => database.stop());

test('C2, C3, C15, F6: three nodes under every fault: nothing that ended works past the bound, nothing live is refused, and each recovers by itself', async (t) => {
  const seed = seedFrom('KEYWARD_CLUSTER_SEED');
  const how = `KEYWARD_CLUSTER_SEED=${seed} KEYWARD_CLUSTER_ROUNDS=${ROUNDS}`;
  t.diagnostic(how);
  const random = seededRandom(seed);
  const databaseUrl = await database.createDatabase();
  const { server } = database;
  const { nodes, ownerSecret, pepper } = await startCluster(t, {
    databasePort: server.port,
    databaseUrl,
    nodes: 3,
    boundMs: BOUND_MS,
    random,
  });
  const members = await addMembersWithTokens(databaseUrl, pepper, MEMBERS_IN_A_ROUND * ROUNDS);
  const load = new ClusterLoad(nodes, nodes.map(nodeDoor), ownerSecret, members, random);
  const running = load.run();
  running.catch(() => load.finish());

  for (const name of faultSchedule(ROUNDS, random)) {
    const node = nodes[Math.floor(random() * nodes.length)];
    const fault = FAULTS[name];
    assert.ok(node && fault);
    await pause(PEACE_MS);
    await fault({ nodes, node, server, pastBoundMs: BOUND_MS * 1.3 });
    for (const each of nodes) each.proxy.heal();
    const recoveredMs = await Promise.all(nodes.map((each) => each.becomesReady()));
    t.diagnostic(`${name}, node ${node.index}: ready after ${recoveredMs.map(Math.round).join(', ')} ms`);
  }
  // A slow machine gets some time to end one of every kind.
  const deadline = performance.now() + LAST_PEACE_MS;
  const isComplete = () => [...load.ended.values()].every((times) => times > 0);
  while (!isComplete() && performance.now() < deadline) await Promise.race([pause(20), running]);
  load.finish();
  await running;

  const { history, ended } = load;
  const count = (result: string) => history.filter((each) => each.result === result).length;
  t.diagnostic(
    `${count('works')} worked, ${count('refused')} refused, ${count('unknown')} without an answer`,
  );
  t.diagnostic(`ends: ${[...ended].map(([kind, times]) => `${kind} ${times}`).join(', ')}`);
  const lags = revocationLagsMs(history).sort((one, other) => one - other);
  t.diagnostic(
    `lag on other nodes: median ${lags[lags.length >> 1]?.toFixed(1)} ms, longest ${lags.at(-1)?.toFixed(0)} ms`,
  );
  const violations = findViolations(history, BOUND_MS);
  assert.deepEqual(violations.slice(0, 5), [], `${violations.length} wrong answers; again with ${how}`);
  assert.ok(isComplete(), 'every kind of end was made');
  assert.ok(count('works') > 200 && count('refused') > 200, 'live and ended ones were verified');
});
