/** `keyward audit verify` on a database that nodes share. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import postgres from 'postgres';
import { type PostgresCluster, startPostgresCluster } from '../test/postgres-cluster.ts';
import { createToken } from './call-api.ts';
import { initKeyward, runKeyward, startKeyward, temporaryDirectory } from './keyward-process.ts';
import { untilReady } from './until-ready.ts';

let cluster: PostgresCluster;
before(async () => {
  cluster = await startPostgresCluster();
});
after(() => cluster.stop());

test('a log on PostgreSQL is proved beside a node and without one, and each way to tamper is named', async (t) => {
  const url = await cluster.createDatabase();
  const directory = temporaryDirectory(t);
  const empty = await runKeyward(['audit', 'verify'], { environment: { KEYWARD_DATABASE_URL: url } });
  assert.equal(empty.code, 1);
  assert.match(empty.stderr, /`--checkpoints` and `--public-key`/);
  const environment = {
    KEYWARD_DATABASE_URL: url,
    KEYWARD_PEPPER: randomBytes(32).toString('base64'),
    KEYWARD_AUDIT_CHECKPOINTS: join(directory, 'checkpoints.jsonl'),
    KEYWARD_AUDIT_KEY_FILE: join(directory, 'key.pem'),
  };
  const verify = (...words: string[]) => runKeyward(['audit', 'verify', ...words], { environment });
  const owner = await initKeyward(undefined, { environment });
  const node = await untilReady(await startKeyward(t, { environment }));
  for (let index = 0; index < 5; index++) await createToken(node.url, owner);
  const beside = await verify();
  assert.equal(beside.code, 0, beside.stdout + beside.stderr);
  await node.stop();
  const whole = await verify('--account', 'default');
  assert.equal(whole.code, 0, whole.stdout + whole.stderr);
  assert.match(whole.stdout, /^whole {3}account [0-9a-f]{24}: 8 entries; checkpoint at entry 8, /);

  const tamperer = postgres(url, { max: 1, onnotice: () => undefined });
  t.after(() => tamperer.end());
  await tamperer`create table kept as select * from audit_entries`;
  for (const [sql, said] of [
    ['update audit_entries set at = at + 1 where position = 4', /place 4: changed/],
    ['delete from audit_entries where position = 4', /place 5: missing/],
    ['delete from audit_entries where position >= 7', /entry unknown, number \d+, place 8: truncated/],
    ['update audit_entries set number = 1152921504606846977 where position = 8', /place 8: changed/],
  ] as const) {
    await tamperer.unsafe(sql);
    const { code, stdout, stderr } = await verify();
    assert.equal(code, 9, stdout + stderr);
    assert.match(stdout, said, sql);
    await tamperer.unsafe('delete from audit_entries; insert into audit_entries select * from kept');
  }
});
