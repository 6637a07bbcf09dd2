/** What the API says of the chain of the audit log: how far it has come, and whether it goes on from what was signed. */
import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { startTestService, type TestService } from './test-service.ts';

const CHAIN = '/api/v2/auditlog/chain';
const checkpointsOf = ({ directory }: TestService) => join(directory, 'audit-checkpoints.jsonl');
const linesOf = (service: TestService) => readFileSync(checkpointsOf(service), 'utf8').trim().split('\n');

async function startSigned(t: TestContext) {
  const service = await startTestService(t);
  await service.createToken({ name: 'first', role: 'reader' });
  const { checkpoints } = service.deployment;
  assert.ok(checkpoints);
  await checkpoints.write();
  return service;
}

async function chain(service: TestService) {
  const answer = await service.call({ url: CHAIN });
  assert.equal(answer.statusCode, 200);
  return answer.json();
}

function newest(service: TestService) {
  const [row] = service.query(
    'select number, position, lower(hex(hash)) as hash from audit_entries where account_id = ? order by number desc limit 1',
    service.accountId,
  );
  return row as { number: number; position: number; hash: string };
}

test('it is said how far the log has come, what is signed, and that it goes on from there', async (t) => {
  const service = await startSigned(t);
  const signed = newest(service);
  await service.createToken({ name: 'second', role: 'reader' });
  const head = newest(service);
  const answer = await chain(service);
  assert.equal(head.position, signed.position + 1);
  assert.deepEqual(
    [answer.status, answer.entries, answer.head],
    ['continued', head.position, { number: head.number, hash: head.hash }],
  );
  const { key, date, ...checkpoint } = answer.checkpoint;
  assert.deepEqual(checkpoint, { entries: signed.position, number: signed.number });
  const [line = ''] = readFileSync(checkpointsOf(service), 'utf8').trim().split('\n').slice(-1);
  const written = JSON.parse(line);
  assert.deepEqual([key, date], [written.key, written.at]);
  assert.ok(!JSON.stringify(answer).includes(service.directory), 'no path is told');
  assert.ok(!JSON.stringify(answer).includes(written.signature));
});

test('before anything is signed the log waits', async (t) => {
  const service = await startTestService(t);
  const answer = await chain(service);
  assert.deepEqual([answer.status, 'checkpoint' in answer], ['waiting', false]);
  assert.equal(answer.entries, newest(service).position);
});

test('a log that was cut below what was signed is broken, also when it has grown again', async (t) => {
  const service = await startSigned(t);
  service.write('delete from audit_entries where number = ?', newest(service).number);
  assert.equal((await chain(service)).status, 'broken');
  await service.createToken({ name: 'again', role: 'reader' });
  assert.equal((await chain(service)).status, 'broken');
});

test('an entry whose hash is not the signed one is broken', async (t) => {
  const service = await startSigned(t);
  service.write("update audit_entries set hash = x'00' where number = ?", newest(service).number);
  assert.equal((await chain(service)).status, 'broken');
});

test('a checkpoint that the key of the service did not sign is not believed', async (t) => {
  const service = await startSigned(t);
  const { number, hash, position } = newest(service);
  const [line = ''] = readFileSync(checkpointsOf(service), 'utf8').trim().split('\n').slice(-1);
  const forged = { ...JSON.parse(line), number, hash, count: position, at: 1 };
  writeFileSync(checkpointsOf(service), `${JSON.stringify(forged)}\n`);
  assert.equal((await chain(service)).status, 'broken');
});

test('the newest checkpoint of the account is found behind many of others and a line that was cut short', async (t) => {
  const service = await startSigned(t);
  const before = await chain(service);
  const last = JSON.parse(linesOf(service).at(-1) ?? '');
  const others = Array.from({ length: 1_000 }, (_, each) => ({
    ...last,
    account: 'another',
    previous: each === 0 ? last.signature : `signature ${each - 1}`,
    signature: `signature ${each}`,
  }));
  const text = others.map((other) => `${JSON.stringify(other)}\n`).join('');
  appendFileSync(checkpointsOf(service), `${text}{"account":"${service.accountId}`);
  assert.deepEqual(await chain(service), before);
});

/** Changes, each of which is signed. */
async function signMore(service: TestService, count: number) {
  for (let each = 0; each < count; each++) {
    await service.createToken({ name: `more ${each}`, role: 'reader' });
    await service.deployment.checkpoints?.write();
  }
}

test('what is signed later is read on from where the last reading ended', async (t) => {
  const service = await startSigned(t);
  await chain(service);
  // What was read once is not read again: a link that is broken there later is found by the command that proves everything.
  await signMore(service, 2);
  const answer = await chain(service);
  assert.deepEqual([answer.status, answer.checkpoint.number], ['continued', newest(service).number]);
  const bytes = readFileSync(checkpointsOf(service));
  bytes.write('x', 0);
  writeFileSync(checkpointsOf(service), bytes);
  assert.equal((await chain(service)).status, 'continued');
});

for (const { name, change } of [
  { name: 'is taken out', change: (lines: string[]) => lines.toSpliced(1, 1) },
  { name: 'is put in', change: (lines: string[]) => lines.toSpliced(1, 0, lines[0] ?? '') },
  { name: 'is unreadable', change: (lines: string[]) => lines.with(1, '{"account":1}') },
]) {
  test(`where a line before the newest one ${name}, the log is broken until the file is put back`, async (t) => {
    const service = await startSigned(t);
    await signMore(service, 2);
    const whole = readFileSync(checkpointsOf(service));
    writeFileSync(checkpointsOf(service), `${change(linesOf(service)).join('\n')}\n`);
    assert.equal((await chain(service)).status, 'broken');
    writeFileSync(checkpointsOf(service), whole);
    // The clock of some file systems is coarse.
    utimesSync(checkpointsOf(service), 1, 1);
    assert.equal((await chain(service)).status, 'continued');
  });
}

test('checkpoints that were seen and are gone, with the entries that they spoke of, leave it broken', async (t) => {
  const service = await startSigned(t);
  const lines = linesOf(service);
  const before = newest(service);
  await signMore(service, 1);
  assert.equal((await chain(service)).status, 'continued');
  service.write('delete from audit_entries where number > ?', before.number);
  const whole = readFileSync(checkpointsOf(service));
  writeFileSync(checkpointsOf(service), `${lines.join('\n')}\n`);
  assert.equal((await chain(service)).status, 'broken');
  writeFileSync(checkpointsOf(service), '');
  assert.equal((await chain(service)).status, 'broken', 'not waiting');
  writeFileSync(checkpointsOf(service), whole);
  assert.equal((await chain(service)).status, 'broken', 'the entries are still gone');
});

for (const { name, setting } of [
  { name: 'audit-checkpoints.jsonl', setting: 'KEYWARD_AUDIT_CHECKPOINTS' },
  { name: 'audit-key.pem', setting: 'KEYWARD_AUDIT_KEY_FILE' },
]) {
  test(`without its ${name} the state is unreadable, and the log of the service names the file`, async (t) => {
    const service = await startSigned(t);
    const path = join(service.directory, name);
    renameSync(path, `${path}.away`);
    const answer = await chain(service);
    assert.deepEqual(
      [answer.status, answer.entries, 'checkpoint' in answer],
      ['unreadable', newest(service).position, false],
    );
    assert.ok(!JSON.stringify(answer).includes(service.directory), 'no path is told');
    const told = service.logLines.filter((line) => line.includes(setting));
    assert.equal(told.length, 1);
    assert.ok(told[0]?.includes(path) && told[0].includes('put it back'), told[0]);
    renameSync(`${path}.away`, path);
    assert.equal((await chain(service)).status, 'continued');
  });
}

test('whoever may not see the log is not told of its chain', async (t) => {
  const service = await startSigned(t);
  const policy = [{ effect: 'allow', resources: ['member/*:token/*'], actions: ['viewToken'] }];
  const { token } = await service.createToken({ name: 'blind', inlineRole: policy });
  const answer = await service.call({ url: CHAIN, headers: { authorization: `Bearer ${token}` } });
  assert.equal(answer.statusCode, 403);
  assert.deepEqual(answer.json().access, { action: 'viewAuditLog', resource: 'acct' });
});
