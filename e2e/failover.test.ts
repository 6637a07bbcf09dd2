import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { openPostgresStore } from '../packages/server/src/storage/postgres.ts';
import { StorageUnavailable } from '../packages/server/src/storage/store.ts';
import { PostgresServer } from '../test/postgres-server.ts';
import { callApi, createToken, statusOfSecret } from './call-api.ts';
import { startCluster } from './faults/cluster.ts';
import { seededRandom, seedFrom } from './seeded-random.ts';
import { WriteLoad } from './write-load.ts';

const CLOCK = { now: () => 1 };
/** Less than the time-out of a start of a process: nobody may wait for it. */
const BOUND_MS = 3_000;

let primary: PostgresServer;
let standby: PostgresServer;
before(async () => {
  primary = await PostgresServer.create();
  standby = await primary.createStandby({ isSynchronous: true });
});
after(async () => {
  await standby.remove();
  await primary.remove();
});

function sqlOf(server: PostgresServer, database = 'postgres') {
  return postgres(`${server.address}/${database}`, { max: 1, onnotice: () => undefined });
}

async function newDatabase(name: string): Promise<string> {
  const admin = sqlOf(primary);
  await admin.unsafe(`create database ${name}`);
  await admin.end();
  return `${primary.address}/${name}`;
}

test('F7: a commit that the standby never confirmed is not acknowledged', async (t) => {
  const url = await newDatabase('unconfirmed');
  const store = await openPostgresStore(url, 0, { maxConnections: 2 });
  const admin = sqlOf(primary);
  t.after(async () => {
    await store.close();
    await admin.end();
  });
  const change = () =>
    store.change(CLOCK, async (changes) => {
      changes.recordChange({ accountId: null, kind: 'one_time_code', id: 'code' });
    });
  await change();
  standby.signal('SIGSTOP');
  try {
    const waiting = change();
    waiting.catch(() => undefined);
    const isWaiting = () => admin`select pid from pg_stat_activity where wait_event = 'SyncRep'`;
    while ((await isWaiting()).length === 0) await pause(10);
    // What an impatient operator does: the commit then ends with a warning, and is on the primary alone.
    await admin`select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'SyncRep'`;
    await assert.rejects(waiting, StorageUnavailable);
  } finally {
    standby.signal('SIGCONT');
  }
  await change();
});

test('F8: a standby is no database to work on: no start, and never an answer about a secret', async () => {
  const url = new URL(await newDatabase('followed'));
  const store = await openPostgresStore(url.href, 0, { maxConnections: 2 });
  await store.close();
  url.port = String(standby.port);
  await assert.rejects(openPostgresStore(url.href, 0, { maxConnections: 2 }), (error: unknown) => {
    assert.ok(error instanceof StorageUnavailable);
    assert.match(error.message, /25001/);
    return true;
  });
});

test('F7: the primary is lost and the synchronous standby promoted: no acknowledged write is lost, nodes answer 503 meanwhile and recover by themselves', async (t) => {
  const seed = seedFrom('KEYWARD_FAILOVER_SEED');
  t.diagnostic(`KEYWARD_FAILOVER_SEED=${seed}`);
  const random = seededRandom(seed);
  const { nodes, ownerSecret } = await startCluster(t, {
    databasePort: primary.port,
    databaseUrl: await newDatabase('failover'),
    nodes: 2,
    boundMs: BOUND_MS,
    random,
  });
  const [one, other] = nodes;
  assert.ok(one && other);
  const cold = await createToken(one.url, ownerSecret);
  let isOver = false;
  const loads = nodes.map(() => new WriteLoad(ownerSecret, random));
  const running = Promise.all(loads.map((load, index) => load.run(nodes[index]?.url ?? '', 4, () => isOver)));
  await Promise.all(loads.map((load) => load.reaches(8)));

  await primary.kill();
  // The address leads to the standby before it is promoted, as it does where an address moves first.
  for (const { proxy } of nodes) {
    proxy.pointTo(standby.port);
    proxy.reset();
  }
  const read = await callApi(other.url, '/api/v2/caller-identity', { secret: cold.secret });
  assert.equal(read.status, 503, 'what no node has in memory is not answered from a standby');
  assert.ok(Number(read.headers.get('retry-after')) >= 1);
  for (const node of nodes) assert.equal(await node.isReady(), false);
  await pause(BOUND_MS);
  const known = await callApi(one.url, '/api/v2/caller-identity', { secret: ownerSecret });
  assert.equal(known.status, 503, 'memory does not outlive its bound on a standby');

  await standby.promote();
  const recoveredMs = await Promise.all(nodes.map((node) => node.becomesReady()));
  t.diagnostic(`ready after ${recoveredMs.map(Math.round).join(', ')} ms`);
  const acknowledged = loads.map((load) => load.acknowledged);
  const admin = sqlOf(standby);
  await admin.unsafe('alter system reset synchronous_standby_names');
  await admin.unsafe('select pg_reload_conf()');
  await admin.end();
  isOver = true;
  await running;
  for (const [index, load] of loads.entries()) {
    for (const node of nodes) {
      await load.settle(node.url);
      await load.verify(node.url);
    }
    t.diagnostic(
      `node ${index}: ${load.acknowledged} acknowledged, ${acknowledged[index]} of them before the promotion`,
    );
    assert.ok(load.refused + load.unanswered > 0, 'the failover hit the load at work');
  }
  assert.equal(await statusOfSecret(other.url, cold.secret), 200);
});
