import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { startPostgresCluster } from '../test/postgres-cluster.ts';
import { callApi, createToken, statusOfSecret } from './call-api.ts';
import { type Environment, initKeyward, type KeywardProcess, startKeyward } from './keyward-process.ts';
import { untilReady } from './until-ready.ts';

test('F12: nodes that start while the database is away refuse with 503, never 401, and become ready by themselves', async (t) => {
  const cluster = await startPostgresCluster();
  t.after(() => cluster.stop());
  const environment: Environment = {
    KEYWARD_DATABASE_URL: await cluster.createDatabase(),
    KEYWARD_PEPPER: randomBytes(32).toString('base64'),
  };
  const owner = await initKeyward(undefined, { environment });
  const before = await untilReady(await startKeyward(t, { environment }));
  const live = await createToken(before.url, owner);
  const ended = await createToken(before.url, owner);
  const path = `/api/v2/tokens/${ended.id}`;
  assert.equal((await callApi(before.url, path, { secret: owner, method: 'DELETE' })).status, 204);
  await before.stop();

  await cluster.halt();
  const nodes: readonly KeywardProcess[] = await Promise.all([
    startKeyward(t, { environment }),
    startKeyward(t, { environment, flags: ['--workers', '2'] }),
  ]);
  const stopped = await startKeyward(t, { environment });
  for (const { url } of nodes) {
    assert.equal((await callApi(url, '/healthz')).status, 200, 'alive');
    for (const [target, method] of [
      ['/readyz', 'GET'],
      ['/api/v2/caller-identity', 'GET'],
      [`/api/v2/tokens/${live.id}`, 'DELETE'],
      ['/nowhere', 'GET'],
    ] as const) {
      const answer = await callApi(url, target, { secret: live.secret, method });
      assert.equal(answer.status, 503, `${target}: ${answer.text}`);
      assert.equal(answer.body?.code, 'service_unavailable');
      assert.ok(Number(answer.headers.get('retry-after')) > 0);
      assert.equal(answer.headers.get('cache-control'), 'no-store');
    }
  }
  assert.deepEqual(await stopped.stop(), { code: 0, signal: null }, 'a node that waits can be stopped');

  await cluster.resume();
  const backAt = performance.now();
  const [alone, crew] = nodes;
  assert.ok(alone && crew);
  await alone.stderrMatch(/^keyward: serving /m);
  await untilReady(alone);
  t.diagnostic(`ready after ${(performance.now() - backAt).toFixed(0)} ms`);
  const [, crewUrl = ''] = await crew.stderrMatch(/^keyward: serving \S+ on (\S+)$/m);
  for (const url of [alone.url, crewUrl]) {
    assert.equal(await statusOfSecret(url, live.secret), 200);
    assert.equal(await statusOfSecret(url, ended.secret), 401);
  }
  for (const { stderr } of nodes) assert.equal(stderr().match(/^keyward: waiting for /gm)?.length, 1);
});
