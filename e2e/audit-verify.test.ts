/** `keyward audit verify` beside a running service and without one: what it says of a log that somebody changed. */
import assert from 'node:assert/strict';
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { callApi } from './call-api.ts';
import { initKeyward, runKeyward, startKeyward, temporaryDirectory } from './keyward-process.ts';

async function startLogged(t: TestContext) {
  const data = join(temporaryDirectory(t), 'data');
  const secret = await initKeyward(data);
  const server = await startKeyward(t, { data });
  for (let index = 0; index < 5; index++) {
    const body = { name: `t${index}`, role: 'reader' };
    const headers = { authorization: secret };
    assert.equal(
      (await callApi(server.url, '/api/v2/tokens', { method: 'POST', body, headers })).status,
      201,
    );
  }
  return { data, server };
}

function verify(data: string, ...words: string[]) {
  return runKeyward(['audit', 'verify', '--data', data, ...words]);
}

function tamper(data: string, sql: string): void {
  const database = new DatabaseSync(join(data, 'keyward.db'));
  database.exec(sql);
  database.close();
}

function entryAt(data: string, position: number) {
  const database = new DatabaseSync(join(data, 'keyward.db'), { readOnly: true });
  const row = database.prepare('select id, number from audit_entries where position = ?').get(position);
  database.close();
  return row as { id: string; number: number };
}

test('a log is proved beside a running service and without one, and an account that there is none of is named', async (t) => {
  const { data, server } = await startLogged(t);
  const beside = await verify(data);
  assert.equal(beside.code, 0, beside.stdout + beside.stderr);
  assert.match(beside.stdout, /^whole {3}account [0-9a-f]{24}: 8 entries; checkpoint at entry 3, \d{4}-/);
  await server.stop();
  const alone = await verify(data, '--account', 'default');
  assert.equal(alone.code, 0, alone.stdout + alone.stderr);
  assert.match(alone.stdout, /: 8 entries; checkpoint at entry 8, /);
  const unknown = await verify(data, '--account', 'nobody');
  assert.equal(unknown.code, 1);
  assert.match(unknown.stderr, /`--account`: there is no account `nobody`/);
});

test('each way to tamper is named with the first bad entry, and ends with 9', async (t) => {
  const { data, server } = await startLogged(t);
  await server.stop();
  const database = readFileSync(join(data, 'keyward.db'));
  const checkpoints = join(data, 'audit-checkpoints.jsonl');
  const lines = readFileSync(checkpoints, 'utf8');
  const [four, five, seven] = [4, 5, 7].map((position) => entryAt(data, position));
  for (const [sql, entry, place, fault] of [
    [`update audit_entries set at = at + 1 where position = 4`, four, 4, 'changed'],
    [`delete from audit_entries where position = 4`, five, 5, 'missing'],
    [
      `update audit_entries set number = -1 where position = 4;
       update audit_entries set number = ${four?.number} where position = 7;
       update audit_entries set number = ${seven?.number} where number = -1`,
      { id: seven?.id, number: four?.number },
      7,
      'reordered',
    ],
    [
      `delete from audit_entries where position >= 7`,
      { id: 'unknown', number: entryAt(data, 8).number },
      8,
      'truncated',
    ],
  ] as const) {
    tamper(data, sql);
    const { code, stdout, stderr } = await verify(data);
    assert.equal(code, 9, stdout + stderr);
    const said = `entry ${entry?.id}, number ${entry?.number}, place ${place}: ${fault}: it `;
    assert.ok(
      /^BROKEN {2}account [0-9a-f]{24}: /.test(stdout) && stdout.includes(said),
      `${stdout}\n${said}`,
    );
    for (const end of ['-wal', '-shm']) rmSync(join(data, `keyward.db${end}`), { force: true });
    writeFileSync(join(data, 'keyward.db'), database);
  }
  writeFileSync(checkpoints, lines.replace('"count":3', '"count":2'));
  const edited = await verify(data);
  assert.equal(edited.code, 9);
  assert.match(
    edited.stdout,
    /^BROKEN {2}checkpoint in line 1: it was changed, or signed with another key$/m,
  );
  rmSync(checkpoints);
  const gone = await verify(data);
  assert.equal(gone.code, 1);
  assert.match(gone.stderr, /the checkpoints cannot be read \(ENOENT\).*`--checkpoints`/);
  assert.ok(!existsSync(checkpoints), 'nothing is written');
});

test('a checkpoint that was half written when the machine stopped is noted, before the next start and after it', async (t) => {
  const { data, server } = await startLogged(t);
  await server.stop();
  const checkpoints = join(data, 'audit-checkpoints.jsonl');
  const line = readFileSync(checkpoints, 'utf8').split('\n')[0] ?? '';
  appendFileSync(checkpoints, line.slice(0, 77));
  const note =
    /^note {4}checkpoint in line 3: it was cut short when the service ended while it wrote; nothing is gone$/m;
  const before = await verify(data);
  assert.equal(before.code, 0, before.stdout + before.stderr);
  assert.match(before.stdout, note);
  const again = await startKeyward(t, { data });
  await again.stop();
  const after = await verify(data);
  assert.equal(after.code, 0, after.stdout + after.stderr);
  assert.match(after.stdout, note);
  assert.match(after.stdout, /: 8 entries; checkpoint at entry 8, /);
});

test('the public key alone is enough to verify, and another one is found out', async (t) => {
  const { data, server } = await startLogged(t);
  await server.stop();
  const elsewhere = temporaryDirectory(t);
  const key = join(elsewhere, 'public.pem');
  writeFileSync(key, readFileSync(join(data, 'audit-key.pem.pub')));
  rmSync(join(data, 'audit-key.pem'));
  assert.equal((await verify(data, '--public-key', key)).code, 0);
  const other = join(elsewhere, 'data');
  await initKeyward(other);
  const strange = await verify(data, '--public-key', join(other, 'audit-key.pem.pub'));
  assert.equal(strange.code, 9);
  assert.match(strange.stdout, /signed with another key/);
});
