import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import postgres from 'postgres';
import { PostgresServer } from '../test/postgres-server.ts';
import { assertWholePostgres } from './assert-whole-database.ts';
import { callApi } from './call-api.ts';
import { failSyncs } from './fail-syncs.ts';
import { initKeyward, startKeyward } from './keyward-process.ts';
import { seededRandom, seedFrom } from './seeded-random.ts';
import { untilReady } from './until-ready.ts';
import { WriteLoad } from './write-load.ts';

const WORKERS = 4;
const ACKNOWLEDGED = 15;
const REFUSED = 4;

test('D5: when the disk of the database fails to sync, nothing is acknowledged, what was stays, and the node goes on by itself once the database can', async (t) => {
  const seed = seedFrom('KEYWARD_SYNC_SEED');
  t.diagnostic(`KEYWARD_SYNC_SEED=${seed}`);
  const server = await PostgresServer.create({ syncs: true });
  t.after(() => server.remove());
  const databaseUrl = await createDatabase(server);
  const environment = {
    KEYWARD_DATABASE_URL: databaseUrl,
    KEYWARD_PEPPER: randomBytes(32).toString('base64'),
    KEYWARD_LOG_LEVEL: 'fatal',
  };
  const load = new WriteLoad(await initKeyward(undefined, { environment }), seededRandom(seed));
  const node = await untilReady(await startKeyward(t, { environment }));
  await load.run(node.url, WORKERS, () => load.acknowledged >= ACKNOWLEDGED);
  const { acknowledged } = load;

  const mend = await failSyncs(t, server.pids());
  await load.run(node.url, WORKERS, () => load.refused >= REFUSED || load.acknowledged > acknowledged);
  assert.equal(load.acknowledged, acknowledged, 'no change is acknowledged that is on no disk');
  assert.equal(load.unanswered, 0);
  assert.equal((await callApi(node.url, '/readyz')).status, 503);
  assert.equal((await callApi(node.url, '/healthz')).status, 200, 'alive');

  await mend();
  await server.halt().catch(() => undefined);
  await server.start();
  await untilReady(node);
  await assertWholePostgres(databaseUrl);
  await load.settle(node.url);
  await load.verify(node.url);
  await load.run(node.url, WORKERS, () => load.acknowledged >= acknowledged + ACKNOWLEDGED);
  await load.verify(node.url);
  t.diagnostic(`${load.acknowledged} acknowledged, ${load.refused} refused`);
});

async function createDatabase({ address }: PostgresServer): Promise<string> {
  const admin = postgres(`${address}/postgres`, { max: 1, onnotice: () => undefined });
  await admin`create database keyward`;
  await admin.end();
  return `${address}/keyward`;
}
