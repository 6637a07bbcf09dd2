import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { startPostgresCluster } from '../test/postgres-cluster.ts';
import { type ApiAnswer, callApi, createToken, statusOfSecret } from './call-api.ts';
import {
  initKeyward,
  type KeywardProcess,
  runKeyward,
  startKeyward,
  temporaryDirectory,
} from './keyward-process.ts';
import { untilReady } from './until-ready.ts';

const BOUND_MS = 1_000;
const ROUNDS = 4;

test('B7: nodes of two versions side by side: nothing live is refused, nothing that ended works past the bound, and the older one does not start again', async (t) => {
  const cluster = await startPostgresCluster();
  t.after(() => cluster.stop());
  const databaseUrl = await cluster.createDatabase();
  const environment = {
    KEYWARD_DATABASE_URL: databaseUrl,
    KEYWARD_PEPPER: randomBytes(32).toString('base64'),
    KEYWARD_MAX_STALENESS_MS: String(BOUND_MS),
  };
  const nextVersion = {
    ...environment,
    NODE_OPTIONS: `--import=${resolve('test/plant-bug.ts')}`,
    PLANTED_BUG: resolve('e2e/faults/next-version.ts'),
    PLANTED_BUG_MARKER: join(temporaryDirectory(t), 'loaded'),
  };
  const owner = await initKeyward(undefined, { environment });
  const older = await untilReady(await startKeyward(t, { environment }));
  const live = await createToken(older.url, owner);

  const statuses: number[] = [];
  let isOver = false;
  const asking = Promise.all(
    [live.secret, owner].map(async (secret) => {
      while (!isOver) statuses.push(await statusOfSecret(older.url, secret));
    }),
  );
  t.after(() => {
    isOver = true;
  });
  const newer = await untilReady(await startKeyward(t, { environment: nextVersion }));
  const nodes: readonly KeywardProcess[] = [older, newer];
  let refusedChanges = 0;
  /** The columns under a change may be others than when its statements were prepared: then it is to be made again. */
  const change = async (call: () => Promise<ApiAnswer>) => {
    const answer = await call();
    if (answer.status !== 503) return answer;
    refusedChanges++;
    assert.ok(Number(answer.headers.get('retry-after')) > 0);
    return call();
  };
  for (let round = 0; round < ROUNDS; round++) {
    const [here, there] = round % 2 === 0 ? [older, newer] : [newer, older];
    const body = { role: 'reader' };
    const made = await change(() =>
      callApi(here.url, '/api/v2/tokens', { secret: owner, method: 'POST', body }),
    );
    assert.equal(made.status, 201, made.text);
    const [id, secret] = [String(made.body?._id), String(made.body?.token)];
    for (const { url } of nodes) assert.equal(await statusOfSecret(url, secret), 200);
    const deleted = await change(() =>
      callApi(there.url, `/api/v2/tokens/${id}`, { secret: owner, method: 'DELETE' }),
    );
    assert.equal(deleted.status, 204, deleted.text);
    assert.equal(await statusOfSecret(there.url, secret), 401);
    const deadline = performance.now() + BOUND_MS;
    while ((await statusOfSecret(here.url, secret)) === 200) assert.ok(performance.now() < deadline, 'bound');
    const lists = await Promise.all(
      ['/api/v2/tokens', '/api/v2/members', '/api/v2/roles', '/api/v2/auditlog'].map((path) =>
        callApi(older.url, path, { secret: owner }),
      ),
    );
    assert.deepEqual(
      lists.map(({ status }) => status),
      [200, 200, 200, 200],
    );
  }
  await pause(BOUND_MS);
  isOver = true;
  await asking;
  assert.ok(statuses.length > ROUNDS);
  assert.deepEqual(new Set(statuses), new Set([200]), 'of every verify on the older node');
  t.diagnostic(`${refusedChanges} changes were refused and made again, ${statuses.length} verifies worked`);
  assert.ok(refusedChanges <= 1, `${refusedChanges} changes were refused`);

  await older.stop();
  const sql = postgres(databaseUrl, { max: 1 });
  const rows = async () => [
    ...(await sql`select value from sequence where name = 'changes'`),
    ...(await sql`select max(number) from schema_migrations`),
  ];
  const before = await rows();
  const refused = await runKeyward(['serve', '--port', '0'], { environment });
  assert.equal(refused.code, 1, refused.stderr);
  assert.match(refused.stderr, /the data has schema version 9999, this program knows versions up to \d+/);
  assert.deepEqual(await rows(), before, 'nothing was written');
  await sql.end();
  assert.equal(await statusOfSecret(newer.url, live.secret), 200);
});
