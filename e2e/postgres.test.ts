import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { type PostgresCluster, startPostgresCluster } from '../test/postgres-cluster.ts';
import { type ApiAnswer, callApi, createToken, statusOfSecret } from './call-api.ts';
import { initKeyward, type KeywardProcess, runKeyward, startKeyward } from './keyward-process.ts';
import { untilReady } from './until-ready.ts';

const BOUND_MS = 3_000;
const PASSWORD = 'the-password-of-the-database';

let cluster: PostgresCluster;
before(async () => {
  cluster = await startPostgresCluster();
});
after(() => cluster.stop());

/** What every node of one deployment is started with. */
async function newEnvironment() {
  const url = new URL(await cluster.createDatabase());
  url.password = PASSWORD;
  return { KEYWARD_DATABASE_URL: url.href, KEYWARD_PEPPER: randomBytes(32).toString('base64') };
}

/** A call that may be refused while the database is away. */
async function until(isReached: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!(await isReached())) assert.ok(performance.now() < deadline, 'it never came to that');
}

function readiness(node: KeywardProcess): Promise<number> {
  return callApi(node.url, '/readyz').then(({ status }) => status);
}

/** Asks until the other node knows it: whatever it says before must have been asked before the published time. */
async function becomes(wanted: number, { headers }: ApiAnswer, ask: () => Promise<number>): Promise<void> {
  const everywhereBy = Number(headers.get('keyward-effective-everywhere-by'));
  for (;;) {
    const askedAt = Date.now();
    if ((await ask()) === wanted) return;
    assert.ok(askedAt < everywhereBy, 'another answer than the change asks for, after its published time');
  }
}

test('C2: two nodes on one database: what one ends or changes holds there at once, and on the other by the published time', async (t) => {
  const environment = await newEnvironment();
  const owner = await initKeyward(undefined, { environment });
  const [one, other] = await Promise.all([
    startKeyward(t, { environment }).then(untilReady),
    startKeyward(t, { environment }).then(untilReady),
  ]);

  for (let round = 0; round < 10; round++) {
    const { id, secret } = await createToken(one.url, owner);
    for (const node of [one, other]) assert.equal(await statusOfSecret(node.url, secret), 200);
    const path = `/api/v2/tokens/${id}`;
    const reset = await callApi(other.url, `${path}/reset`, { secret: owner, method: 'POST', body: {} });
    assert.equal(reset.status, 200);
    assert.equal(await statusOfSecret(other.url, secret), 401);
    await becomes(401, reset, () => statusOfSecret(one.url, secret));
    const fresh = String(reset.body?.token);
    for (const node of [one, other]) assert.equal(await statusOfSecret(node.url, fresh), 200);
    const deleted = await callApi(one.url, path, { secret: owner, method: 'DELETE' });
    assert.equal(deleted.status, 204);
    assert.equal(await statusOfSecret(one.url, fresh), 401);
    await becomes(401, deleted, () => statusOfSecret(other.url, fresh));
  }

  const service = await createToken(one.url, owner, { role: 'reader', serviceToken: true });
  const list = (node: KeywardProcess) => callApi(node.url, '/api/v2/tokens', { secret: service.secret });
  assert.equal((await list(other)).status, 200);
  const body = [{ op: 'replace', path: '/serviceTokens', value: false }];
  const switched = await callApi(one.url, '/api/v2/account/settings', {
    secret: owner,
    method: 'PATCH',
    body,
  });
  assert.equal(switched.status, 200, switched.text);
  assert.equal((await list(one)).status, 403);
  await becomes(403, switched, async () => (await list(other)).status);

  for (const node of [one, other]) {
    assert.match(node.stderr(), /^keyward: serving postgres:\/\/127\.0\.0\.1:\d+\/test_\d+ on /m);
    assert.equal(`${node.stdout()} ${node.stderr()}`.includes(PASSWORD), false);
  }
});

test('R12: nodes that start together on an empty database bring its schema up to date once', async (t) => {
  const environment = await newEnvironment();
  const nodes = await Promise.all([1, 2, 3].map(() => startKeyward(t, { environment }).then(untilReady)));
  const owner = await initKeyward(undefined, { environment });
  for (const node of nodes) assert.equal(await statusOfSecret(node.url, owner), 200);
});

test('the shell works beside running nodes', async (t) => {
  const environment = await newEnvironment();
  await initKeyward(undefined, { environment });
  const node = await untilReady(await startKeyward(t, { environment }));
  const made = await runKeyward(['account', 'create', 'acme', '--email', 'ada@acme.example', '-q'], {
    environment,
  });
  assert.equal(made.code, 0, made.stderr);
  assert.equal(await statusOfSecret(node.url, made.stdout.trim()), 200);
  const link = await runKeyward(['members', 'password-link', 'ada@acme.example'], { environment });
  assert.match(link.stdout, /^\/password#kwb_\w{36}\n$/);
});

test('without its pepper, with a strange one, or with two places for the data, nothing starts', async () => {
  const environment = await newEnvironment();
  const { KEYWARD_DATABASE_URL } = environment;
  await initKeyward(undefined, { environment });
  const strange = { KEYWARD_DATABASE_URL, KEYWARD_PEPPER: randomBytes(32).toString('base64') };
  const nowhere = { ...environment, KEYWARD_DATABASE_URL: 'postgres://127.0.0.1:1/none' };
  for (const [words, variables, reason] of [
    [['serve'], { KEYWARD_DATABASE_URL }, /needs the pepper from outside/],
    [['serve'], strange, /the pepper is not the one that the stored tokens were made with/],
    [['serve', '--data', 'x'], environment, /give one of them/],
    [['serve'], { ...environment, KEYWARD_DATABASE_URL: 'mysql://x/y' }, /this is no such address/],
    [['serve'], { ...environment, KEYWARD_DATABASE_POOL: '1' }, /is no number of connections/],
    [['account', 'list'], nowhere, /the database cannot do its work now \(ECONNREFUSED\)/],
    [['serve'], { ...environment, KEYWARD_DATABASE_URL: `${KEYWARD_DATABASE_URL}_none` }, /\(3D000\)/],
    [['init', '--email', 'ada@example.com'], environment, /Keyward is already set up/],
  ] as const) {
    const { code, stdout, stderr } = await runKeyward(words, { environment: variables });
    assert.deepEqual([code, stdout], [1, ''], stderr);
    assert.match(stderr, reason);
    assert.equal(stderr.includes(PASSWORD), false);
  }
});

test('F1, F2, F3: while the database is away a token that is known works up to the bound, all else is 503 and never 401, and the node recovers by itself with everything that it acknowledged', async (t) => {
  const environment = { ...(await newEnvironment()), KEYWARD_MAX_STALENESS_MS: String(BOUND_MS) };
  const owner = await initKeyward(undefined, { environment });
  const node = await untilReady(await startKeyward(t, { environment }));
  const { id, secret } = await createToken(node.url, owner);
  const identityOf = (as: string) => callApi(node.url, '/api/v2/caller-identity', { secret: as });
  assert.equal((await identityOf(owner)).status, 200);

  await cluster.halt();
  const haltedAt = Date.now();
  const unknown = await identityOf(secret);
  assert.equal(unknown.status, 503);
  assert.ok(Number(unknown.headers.get('retry-after')) >= 1);
  for (let isKnown = true; isKnown; ) {
    const askedAt = Date.now();
    const { status } = await identityOf(owner);
    isKnown = status === 200;
    if (isKnown) assert.ok(askedAt <= haltedAt + BOUND_MS, 'memory answered past the bound');
    else assert.equal(status, 503);
  }
  const created = await callApi(node.url, '/api/v2/tokens', {
    secret: owner,
    method: 'POST',
    body: { role: 'reader' },
  });
  assert.equal(created.status, 503);
  const path = `/api/v2/tokens/${id}`;
  for (const [method, of, body] of [
    ['POST', `${path}/reset`, {}],
    ['DELETE', path, undefined],
  ] as const) {
    const refused = await callApi(node.url, of, { secret: owner, method, ...(body && { body }) });
    assert.equal(refused.status, 503, `${method} ${of}`);
  }
  assert.equal(await readiness(node), 503);
  await cluster.resume();

  await until(async () => (await readiness(node)) === 200);
  const list = () => callApi(node.url, '/api/v2/tokens', { secret: owner });
  const read = () => callApi(node.url, `/api/v2/tokens/${id}`, { secret: owner });
  await until(async () => (await list()).status === 200);
  await until(async () => (await read()).status === 200);
  assert.equal(await statusOfSecret(node.url, secret), 200);
  assert.equal((await list()).body?.totalCount, 2, 'what was refused was not done');
  const log = await callApi(node.url, '/api/v2/auditlog?limit=20', { secret: owner });
  const items = (log.body?.items ?? []) as { accesses: { action: string }[]; result: string }[];
  const done = items.filter(({ result }) => result === 'allowed').flatMap(({ accesses }) => accesses);
  assert.deepEqual(
    done.filter(({ action }) => ['resetAccessToken', 'deleteAccessToken'].includes(action)),
    [],
    'no reset and no end is told that was not made',
  );
});
