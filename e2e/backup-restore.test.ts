/** `keyward backup` and `keyward restore` with real processes, on files and on PostgreSQL. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type PostgresCluster, startPostgresCluster } from '../test/postgres-cluster.ts';
import { callApi, createToken, statusOfSecret } from './call-api.ts';
import { initKeyward, startKeyward, startOwnedKeyward, temporaryDirectory } from './keyward-process.ts';
import { refuse, succeed } from './succeed.ts';
import { untilReady } from './until-ready.ts';

let cluster: PostgresCluster;
before(async () => {
  cluster = await startPostgresCluster();
});
after(() => cluster.stop());

/** The code of the answer to a call with this secret; undefined when it works. */
async function refusalOf({ url }: { readonly url: string }, secret: string): Promise<unknown> {
  return (await callApi(url, '/api/v2/caller-identity', { secret })).body?.code;
}

test('a backup beside the running service is restored elsewhere, with the journal, and the older copy stops', async (t) => {
  const elsewhere = temporaryDirectory(t);
  const environment = { KEYWARD_REVOCATION_JOURNAL: join(elsewhere, 'journal') };
  const { data, url, ownerSecret } = await startOwnedKeyward(t, { environment });
  const [kept, deleted] = [await createToken(url, ownerSecret), await createToken(url, ownerSecret)];
  const file = join(elsewhere, 'backup');
  const made = await succeed(['backup', file, '--data', data], environment);
  assert.match(made.stderr, /with 3 tokens\. It does not hold the pepper.*`.*\/pepper` elsewhere/);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  await refuse(
    ['backup', file, '--data', data],
    /it exists; choose another name, nothing is replaced/,
    environment,
  );
  assert.equal(
    (await callApi(url, `/api/v2/tokens/${deleted.id}`, { secret: ownerSecret, method: 'DELETE' })).status,
    204,
  );

  const restored = join(elsewhere, 'restored');
  mkdirSync(restored);
  cpSync(join(data, 'pepper'), join(restored, 'pepper'));
  const { stderr } = await succeed(['restore', file, '--data', restored], environment);
  assert.match(stderr, /restored the backup of \d{4}-.*as a new epoch/);
  assert.match(stderr, /ended again what had ended since: 1 /);
  assert.doesNotMatch(stderr, /LOCKED/);
  const newer = await startKeyward(t, { data: restored, environment });
  for (const [secret, status] of [
    [ownerSecret, 200],
    [kept.secret, 200],
    [deleted.secret, 401],
  ] as const) {
    assert.equal(await statusOfSecret(newer.url, secret), status);
  }
  const deadline = performance.now() + 30_000;
  while ((await refusalOf({ url }, ownerSecret)) !== 'epoch_superseded') {
    assert.ok(performance.now() < deadline);
  }
  assert.equal(await statusOfSecret(newer.url, ownerSecret), 200);
});

test('a backup of PostgreSQL is restored into a file and into PostgreSQL; unless all journals are named it is locked until it is accepted', async (t) => {
  const elsewhere = temporaryDirectory(t);
  const KEYWARD_PEPPER = randomBytes(32).toString('base64');
  const journal = join(elsewhere, 'journal');
  const environment = {
    KEYWARD_DATABASE_URL: await cluster.createDatabase(),
    KEYWARD_PEPPER,
    KEYWARD_REVOCATION_JOURNAL: journal,
  };
  const owner = await initKeyward(undefined, { environment });
  const node = await untilReady(await startKeyward(t, { environment }));
  const { secret } = await createToken(node.url, owner);
  const file = join(elsewhere, 'backup');
  await succeed(['backup', file], environment);
  const other = { ...environment, KEYWARD_DATABASE_URL: await cluster.createDatabase() };
  const data = join(elsewhere, 'data');
  for (const [place, words, settings] of [
    [undefined, [], other],
    [data, ['--data', data], { KEYWARD_PEPPER }],
  ] as const) {
    const { stderr } = await succeed(['restore', file, ...words], settings);
    assert.match(stderr, /LOCKED because what was revoked after the backup is not known in full/);
    await refuse(['restore', file, ...words], /holds (accounts|a database) already/, settings);
    const served = await startKeyward(t, { ...(place && { data: place }), environment: settings });
    assert.equal(await refusalOf(served, owner), 'restore_pending');
    const warned = performance.now() + 30_000;
    while (!/^keyward: LOCKED: .*`keyward restore accept --list`/m.test(served.stderr())) {
      assert.ok(performance.now() < warned, served.stderr());
      assert.equal(await refusalOf(served, owner), 'restore_pending');
    }
    const listed = await succeed(['restore', 'accept', '--list', ...words], settings);
    assert.equal(listed.stdout.trim().split('\n').length, 2, listed.stdout);
    assert.match(
      listed.stdout,
      /^default {2}[0-9a-f]{24} {2}personal {2}…\w{4} {2}owner@example\.com {2}used /m,
    );
    assert.equal(await refusalOf(served, owner), 'restore_pending', 'a look accepts nothing');
    await succeed(['restore', 'accept', ...words], settings);
    const deadline = performance.now() + 30_000;
    while ((await statusOfSecret(served.url, owner)) !== 200) assert.ok(performance.now() < deadline);
    assert.equal(await statusOfSecret(served.url, secret), 200);
    await refuse(['restore', 'accept', ...words], /no restored backup waits/, settings);
  }

  const third = { ...environment, KEYWARD_DATABASE_URL: await cluster.createDatabase() };
  const { stderr } = await succeed(['restore', file, '--journal', journal], third);
  assert.match(stderr, /the last change in `.*\/journal` is of \d{4}-/);
  assert.doesNotMatch(stderr, /LOCKED/);
});
