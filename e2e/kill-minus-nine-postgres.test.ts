import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { type PostgresCluster, startPostgresCluster } from '../test/postgres-cluster.ts';
import { assertWholePostgres } from './assert-whole-database.ts';
import { initKeyward, startKeyward } from './keyward-process.ts';
import { seededRandom, seedFrom } from './seeded-random.ts';
import { WriteLoad } from './write-load.ts';

const ROUNDS = Number(process.env.KEYWARD_KILL_POSTGRES_ROUNDS ?? 6);
const WORKERS = 8;
const ACKNOWLEDGED_PER_ROUND = 8;
/** Of what earlier rounds acknowledged, each round looks at about this many again; the last looks at all. */
const SAMPLE = 20;
/** Of the rounds one in so many kills the node, the others the database: a node goes on without a restart. */
const NODE_KILLED_EVERY = 3;

let cluster: PostgresCluster;
before(async () => {
  cluster = await startPostgresCluster();
});
after(() => cluster.stop());

test('D2: what was acknowledged survives kill -9 of the database server and of the node at any moment, and nothing is stored by half', async (t) => {
  const seed = seedFrom('KEYWARD_KILL_SEED');
  t.diagnostic(`KEYWARD_KILL_SEED=${seed} KEYWARD_KILL_POSTGRES_ROUNDS=${ROUNDS}`);
  const random = seededRandom(seed);
  const databaseUrl = await cluster.createDatabase();
  const environment = {
    KEYWARD_DATABASE_URL: databaseUrl,
    KEYWARD_PEPPER: randomBytes(32).toString('base64'),
    KEYWARD_MAX_STALENESS_MS: '1000',
    KEYWARD_LOG_LEVEL: 'warn',
  };
  const load = new WriteLoad(await initKeyward(undefined, { environment }), random);

  let node = await startKeyward(t, { environment });
  for (let round = 1; round <= ROUNDS; round++) {
    let isOver = false;
    const running = load.run(node.url, WORKERS, () => isOver);
    await load.reaches(1 + Math.floor(random() * ACKNOWLEDGED_PER_ROUND));
    await pause(random() * 20);
    if (round % NODE_KILLED_EVERY === 0) {
      assert.equal((await node.kill()).signal, 'SIGKILL', `round ${round}: the node ended by itself`);
      await running;
      node = await startKeyward(t, { environment });
    } else {
      await cluster.server.kill();
      await pause(random() * 100);
      await cluster.server.start();
      isOver = true;
      await running;
    }
    await untilReady(node.url);
    await assertWholePostgres(databaseUrl);
    await load.settle(node.url);
    const share = SAMPLE / (load.live.size + load.deleted.size + 1);
    await load.verify(node.url, (id) => load.recent.has(id) || random() < share);
  }
  await load.verify(node.url);
  t.diagnostic(`${load.acknowledged} acknowledged, ${load.refused} refused, ${load.unanswered} cut off`);
  assert.ok(
    load.live.size > 0 && load.deleted.size > 0 && load.superseded.length > 0,
    'every kind of change',
  );
  assert.ok(load.refused > 0 && load.unanswered > 0, 'the kills hit both at work');
});

async function untilReady(url: string): Promise<void> {
  const deadline = performance.now() + 10_000;
  while ((await fetch(`${url}/readyz`)).status !== 200) {
    assert.ok(performance.now() < deadline, 'the node recovers by itself');
    await pause(20);
  }
}
