/** Followers of one node of several on PostgreSQL are told what any node changes, and how old that may be. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, type TestContext, test } from 'node:test';
import { type PostgresCluster, startPostgresCluster } from '../../../test/postgres-cluster.ts';
import { buildApp, createFirstOwner, createLogger, openDeployment, readConfig } from '../src/index.ts';
import { changes, follow } from './followed-stream.ts';
import { FrozenClock } from './test-service.ts';

let cluster: PostgresCluster;
before(async () => {
  cluster = await startPostgresCluster();
});
after(() => cluster.stop());

const PEPPER = randomBytes(32).toString('base64');

async function startNode(t: TestContext, databaseUrl: string) {
  const clock = new FrozenClock();
  const settings = { KEYWARD_DATABASE_URL: databaseUrl, KEYWARD_PEPPER: PEPPER, KEYWARD_LOG_LEVEL: 'fatal' };
  const config = readConfig(settings, {});
  const deployment = await openDeployment(config, clock, { create: true });
  const app = await buildApp(
    { ...config, pepper: deployment.pepper },
    deployment.store,
    clock,
    createLogger('fatal'),
  );
  t.after(async () => {
    await app.close();
    await deployment.close();
  });
  return { app, deployment, url: await app.listen({ host: '127.0.0.1', port: 0 }) };
}

test('what one node changes is told by another one, with an age of no more than its last sync', async (t) => {
  const databaseUrl = await cluster.createDatabase();
  const one = await startNode(t, databaseUrl);
  const owner = { email: 'owner@example.com', firstName: 'A', lastName: 'B', organization: 'C' };
  const { bearerToken } = await createFirstOwner(
    one.deployment,
    { ...owner, passwordDigest: null, neverExpires: true },
    { system: 'keyward init' },
  );
  const other = await startNode(t, databaseUrl);
  const call = (method: 'POST' | 'DELETE', url: string, payload?: object) =>
    one.app.inject({ method, url, ...(payload && { payload }), headers: { authorization: bearerToken } });
  const made = (await call('POST', '/api/v2/tokens', { role: 'reader' })).json();
  const stream = await follow(other.url, bearerToken);
  const first = await stream.next();
  assert.equal(first?.after, null);
  assert.ok(first.ageMs >= 0 && first.ageMs <= 5_000, `the age is ${first.ageMs} ms`);

  assert.equal((await call('DELETE', `/api/v2/tokens/${made._id}`)).statusCode, 204);
  const told = await stream.next((each) => changes(each) && each.changed.includes(made._id));
  assert.ok(told && told.number > first.number);
  await stream.leave();

  const loaded = await other.app.inject({
    method: 'POST',
    url: '/api/v2/verification/principals',
    payload: { token: made.token },
    headers: { authorization: bearerToken },
  });
  assert.equal(loaded.json().principal, null);
  const { lastId } = stream;
  const resumed = await follow(one.url, bearerToken, { 'last-event-id': lastId });
  assert.equal((await resumed.next())?.after, null, 'another node counts by itself: everything is forgotten');
  await resumed.leave();
});
