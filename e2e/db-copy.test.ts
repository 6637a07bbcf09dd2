/** `keyward db copy` and `keyward audit verify` with real processes, between files and PostgreSQL. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import postgres from 'postgres';
import { type PostgresCluster, startPostgresCluster } from '../test/postgres-cluster.ts';
import { callApi, createToken, statusOfSecret } from './call-api.ts';
import {
  initKeyward,
  runKeyward,
  startKeyward,
  startOwnedKeyward,
  temporaryDirectory,
} from './keyward-process.ts';
import { refuse, succeed } from './succeed.ts';
import { untilReady } from './until-ready.ts';

let cluster: PostgresCluster;
before(async () => {
  cluster = await startPostgresCluster();
});
after(() => cluster.stop());

/** Every row of a table as text, whichever the database. */
const ROWS: Readonly<Record<string, string>> = {
  audit_entries:
    'select number, id, position, at, action, record, details, hash from audit_entries order by number',
  sequence: 'select name, value from sequence order by name',
  change_log: 'select number, account_id, entity_kind, entity_id, at from change_log order by number',
  token_secrets: 'select id, digest, pepper_id, ends_at from token_secrets order by id',
  tokens: 'select id, name, tags, deleted_at, version from tokens order by id',
  token_list: 'select token_id, name_key, state from token_list order by token_id',
  auth_account: 'select id, password from auth_account order by id',
  epochs: 'select id, number, accepted_at from epochs order by id',
};

function asText(rows: readonly object[]): string {
  return JSON.stringify(rows, (_, value) =>
    typeof value === 'bigint'
      ? Number(value)
      : value instanceof Uint8Array
        ? Buffer.from(value).toString('hex')
        : value,
  );
}

function rowsOfFile(path: string) {
  const database = new DatabaseSync(path, { readOnly: true });
  const rows = Object.entries(ROWS).map(([name, sql]) => {
    const statement = database.prepare(sql);
    return [name, asText(statement.all().map((row) => ({ ...row })))];
  });
  database.close();
  return Object.fromEntries(rows);
}

async function rowsOfPostgres(url: string) {
  const bigint = { to: 20, from: [20], serialize: String, parse: Number };
  const client = postgres(url, { max: 1, types: { bigint } });
  const rows: Record<string, string> = {};
  for (const [name, sql] of Object.entries(ROWS)) {
    rows[name] = asText((await client.unsafe(sql)).map((row) => ({ ...row, ...hexOf(row) })));
  }
  await client.end();
  return rows;
}

/** A Buffer has a JSON form of its own, which comes before any replacer. */
function hexOf(row: object): object {
  const bytes = Object.entries(row).filter(([, value]) => value instanceof Uint8Array);
  return Object.fromEntries(bytes.map(([name, value]) => [name, Buffer.from(value).toString('hex')]));
}

test('data moves from a file to PostgreSQL and back: same rows, same audit log, and every secret works', async (t) => {
  const { data, url, ownerSecret, stop } = await startOwnedKeyward(t);
  const reader = await createToken(url, ownerSecret);
  const deleted = await createToken(url, ownerSecret);
  const tab = { name: 'tab\there \\ and "quotes"\n☃', role: 'reader', tags: ['a', 'b'] };
  await callApi(url, '/api/v2/tokens', { secret: ownerSecret, method: 'POST', body: tab });
  await callApi(url, `/api/v2/tokens/${deleted.id}`, { secret: ownerSecret, method: 'DELETE' });
  const database = await cluster.createDatabase();
  const copy = ['db', 'copy', '--from', data, '--to', database];
  await refuse(copy, /in use by another keyward process/);
  await stop();
  await refuse(copy, /the pepper is not the one/, { KEYWARD_PEPPER: randomBytes(32).toString('base64') });

  const { stdout, stderr } = await succeed(copy);
  assert.match(stdout, /^tokens +4$/m);
  assert.match(
    stderr,
    /copied .* to postgres:\/\/127\.0\.0\.1:\d+\/test_\d+; the counts of both sides are the same\. The copy needs the same pepper: that of `.*\/pepper`/,
  );
  const before = rowsOfFile(join(data, 'keyward.db'));
  assert.deepEqual(await rowsOfPostgres(database), before);
  await refuse(copy, /holds accounts already/);
  assert.deepEqual(await rowsOfPostgres(database), before);

  const KEYWARD_PEPPER = readFileSync(join(data, 'pepper'), 'utf8').trim();
  const environment = { KEYWARD_DATABASE_URL: database, KEYWARD_PEPPER };
  const node = await untilReady(await startKeyward(t, { environment }));
  for (const secret of [ownerSecret, reader.secret])
    assert.equal(await statusOfSecret(node.url, secret), 200);
  assert.equal(await statusOfSecret(node.url, deleted.secret), 401);
  const late = await createToken(node.url, ownerSecret);
  const keys = {
    KEYWARD_AUDIT_CHECKPOINTS: join(data, 'audit-checkpoints.jsonl'),
    KEYWARD_AUDIT_KEY_FILE: join(data, 'audit-key.pem'),
  };
  const verified = await succeed(['audit', 'verify'], { ...environment, ...keys });
  assert.match(
    verified.stdout,
    /^whole .*: 8 entries; checkpoint at entry 7, /m,
    'the checkpoints of the file hold beside a serving node',
  );
  await refuse(['audit', 'verify'], /give `--checkpoints` and `--public-key`/, environment);
  await node.stop();

  const back = join(temporaryDirectory(t), 'back');
  await refuse(['db', 'copy', '--from', database, '--to', back], /give the pepper of the data/);
  assert.equal(existsSync(back), false);
  await succeed(['db', 'copy', '--from', database, '--to', back], { KEYWARD_PEPPER });
  assert.deepEqual(rowsOfFile(join(back, 'keyward.db')), await rowsOfPostgres(database));
  assert.equal(existsSync(join(back, 'pepper')), false);
  const again = await startKeyward(t, { data: back, environment: { KEYWARD_PEPPER } });
  for (const secret of [ownerSecret, reader.secret, late.secret]) {
    assert.equal(await statusOfSecret(again.url, secret), 200);
  }
  const list = await callApi(again.url, '/api/v2/tokens?q=quotes&limit=5', { secret: ownerSecret });
  assert.equal(list.body?.totalCount, 1, list.text);
});

test('an audit log in PostgreSQL that was tampered with is found out', async (t) => {
  const directory = temporaryDirectory(t);
  const url = await cluster.createDatabase();
  const environment = {
    KEYWARD_DATABASE_URL: url,
    KEYWARD_PEPPER: randomBytes(32).toString('base64'),
    KEYWARD_AUDIT_CHECKPOINTS: join(directory, 'checkpoints'),
    KEYWARD_AUDIT_KEY_FILE: join(directory, 'key.pem'),
  };
  await initKeyward(undefined, { environment });
  assert.match(
    (await succeed(['audit', 'verify'], environment)).stdout,
    /^whole .*: 3 entries; checkpoint at entry 3/,
  );
  const client = postgres(url, { max: 1 });
  await client`update audit_entries set at = at + 1 where position = 2`;
  const changed = await runKeyward(['audit', 'verify'], { environment });
  assert.equal(changed.code, 9);
  assert.match(changed.stdout, /^BROKEN .*place 2: changed: /);
  await client`delete from audit_entries where position >= 2`;
  await client.end();
  assert.match((await runKeyward(['audit', 'verify'], { environment })).stdout, /place 3: truncated: /);
});
