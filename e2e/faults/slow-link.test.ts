/** A node whose way to the database is slow, and not cut. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type PostgresCluster, startPostgresCluster } from '../../test/postgres-cluster.ts';
import { callApi } from '../call-api.ts';
import { seededRandom, seedFrom } from '../seeded-random.ts';
import { startCluster } from './cluster.ts';

let database: PostgresCluster;
before(async () => {
  database = await startPostgresCluster();
});
after(() => database.stop());

test('F5: behind a slow link tokens that are known work at once, others are found or 503 until they are, and none is 401', async (t) => {
  const { nodes, ownerSecret: owner } = await startCluster(t, {
    databasePort: database.server.port,
    databaseUrl: await database.createDatabase(),
    nodes: 1,
    // Longer than any machine takes for this test: how long memory is believed is what F1 tests.
    boundMs: 300_000,
    random: seededRandom(seedFrom('KEYWARD_CLUSTER_SEED')),
  });
  const [node] = nodes;
  assert.ok(node);
  const verify = (secret: string) => callApi(node.url, '/api/v2/caller-identity', { secret });
  const secrets: string[] = [];
  for (let each = 0; each < 10; each++) {
    const made = await callApi(node.url, '/api/v2/tokens', {
      secret: owner,
      method: 'POST',
      body: { role: 'reader' },
    });
    assert.equal(made.status, 201, made.text);
    secrets.push(String(made.body?.token));
  }
  const [known = '', ...unknown] = secrets;
  assert.equal((await verify(known)).status, 200);

  // There and back 100 to 900 ms.
  node.proxy.delay({ latencyMs: 50, jitterMs: 400 });
  let isAllFound = false;
  const found = Promise.all(
    unknown.map(async (secret) => {
      for (;;) {
        const { status, headers } = await verify(secret);
        if (status === 200) return;
        assert.equal(status, 503);
        assert.ok(Number(headers.get('retry-after')) >= 1);
      }
    }),
  ).finally(() => {
    isAllFound = true;
  });
  found.catch(() => undefined);
  do assert.equal((await verify(known)).status, 200, 'what is known waits for no database');
  while (!isAllFound);
  await found;
  const unheard = await verify(`${known.slice(0, -1)}${known.endsWith('a') ? 'b' : 'a'}`);
  assert.equal(unheard.status, 401);
});
