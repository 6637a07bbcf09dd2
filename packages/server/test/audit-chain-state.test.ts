/** What the API says of the chain of the audit log: how far it has come, and whether it goes on from what was signed. */
import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { startTestService, type TestService } from './test-service.ts';

const CHAIN = '/api/v2/auditlog/chain';
const checkpointsOf = ({ directory }: TestService) => join(directory, 'audit-checkpoints.jsonl');

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
  const [line = ''] = readFileSync(checkpointsOf(service), 'utf8').trim().split('\n').slice(-1);
  const other = JSON.stringify({ ...JSON.parse(line), account: 'another' });
  appendFileSync(checkpointsOf(service), `${`${other}\n`.repeat(1_000)}{"account":"${service.accountId}`);
  assert.deepEqual(await chain(service), before);
});

test('whoever may not see the log is not told of its chain', async (t) => {
  const service = await startSigned(t);
  const policy = [{ effect: 'allow', resources: ['member/*:token/*'], actions: ['viewToken'] }];
  const { token } = await service.createToken({ name: 'blind', inlineRole: policy });
  const answer = await service.call({ url: CHAIN, headers: { authorization: `Bearer ${token}` } });
  assert.equal(answer.statusCode, 403);
  assert.deepEqual(answer.json().access, { action: 'viewAuditLog', resource: 'acct' });
});
