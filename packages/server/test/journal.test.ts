import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openSqliteAuditLog, readAuditPublicKey, readCheckpointLines, verifyAuditLog } from '../src/index.ts';
import { journalChanges } from '../src/journal/journal-changes.ts';
import { RevocationJournal } from '../src/journal/revocation-journal.ts';
import { openJournalFile } from '../src/storage/journal-file.ts';
import { startJournaled } from './restored-service.ts';
import { startTestService, temporaryDirectory } from './test-service.ts';

interface WrittenLine {
  readonly id?: string;
  readonly kind?: string;
  readonly number: number;
  readonly after?: number;
  readonly from?: number;
  readonly isEnded?: boolean;
}

function linesOf(path: string): WrittenLine[] {
  const text = readFileSync(path, 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

test('every change is in the journal when its answer is there, and the journal holds no secret, name or digest', async (t) => {
  const service = await startJournaled(t);
  const token = await service.createToken({ name: 'a name that nobody must read there', role: 'reader' });
  assert.deepEqual(linesOf(service.journal).at(-1)?.id, token._id);
  await service.call({ method: 'DELETE', url: `/api/v2/tokens/${token._id}` });
  const last = linesOf(service.journal).at(-1);
  assert.deepEqual([last?.id, last?.isEnded], [token._id, true]);
  const [epoch, ...lines] = linesOf(service.journal);
  for (const [index, { after }] of lines.entries())
    assert.equal(after, index === 0 ? 0 : lines[index - 1]?.number);
  assert.ok(epoch !== undefined && 'epoch' in epoch);

  const text = readFileSync(service.journal, 'utf8');
  const digests = service.query('select lower(hex(digest)) as digest from token_secrets');
  for (const hidden of [
    token.token,
    service.ownerSecret,
    'a name that nobody',
    'owner@',
    ...digests.map(({ digest }) => String(digest)),
  ]) {
    assert.equal(text.includes(hidden), false);
  }
});

test('while the journal cannot be written nothing is acknowledged, no further change is made, and then it is caught up', async (t) => {
  const service = await startTestService(t);
  const { store } = service.deployment;
  const path = join(temporaryDirectory(t), 'journal');
  const file = openJournalFile(path);
  let isFull = false;
  const failing = {
    newLines: () => file.newLines(),
    async append(lines: readonly string[]) {
      if (isFull) throw new Error('no room');
      return file.append(lines);
    },
  };
  const journal = await RevocationJournal.open(failing, store, service.clock);
  const journaled = journalChanges(store, journal);
  const announce = (id: string) =>
    journaled.change(service.clock, async (changes) =>
      changes.recordChange({ accountId: service.accountId, kind: 'token', id }),
    );
  const announced = () => service.query('select entity_id from change_log').map((row) => row.entity_id);
  isFull = true;
  await assert.rejects(announce('first'), /the revocation journal cannot be written/);
  assert.ok(announced().includes('first'), 'it was committed before');
  await assert.rejects(announce('second'), /the revocation journal cannot be written/);
  assert.equal(announced().includes('second'), false);
  isFull = false;
  await announce('third');
  const ids = linesOf(path).flatMap(({ id }) => id ?? []);
  assert.deepEqual(ids.slice(-2), ['first', 'third']);
  const [epoch, ...lines] = linesOf(path);
  for (const [index, { after }] of lines.entries()) {
    const before = index === 0 ? epoch?.from : lines[index - 1]?.number;
    assert.equal(after, before, 'no gap, and none that is made up');
  }
});

test('what was changed without the journal, or by another node, is caught up, and a line that was cut short swallows none', async (t) => {
  const service = await startTestService(t);
  const { store } = service.deployment;
  const path = join(temporaryDirectory(t), 'journal');
  const journal = await RevocationJournal.open(openJournalFile(path), store, service.clock);
  const one = await service.createToken({ name: 'one', role: 'reader' });
  const two = await service.createToken({ name: 'two', role: 'reader' });
  await service.call({ method: 'DELETE', url: `/api/v2/tokens/${one._id}` });
  const states = () => linesOf(path).filter(({ kind }) => kind === 'token');
  assert.deepEqual(states(), []);
  await journal.catchUp();
  assert.deepEqual(
    states().map(({ id, isEnded }) => [id, isEnded]),
    [
      [two._id, false],
      [one._id, true],
    ],
    'each entity as it is now',
  );
  await journal.catchUp();
  assert.equal(states().length, 2);

  const whole = readFileSync(path, 'utf8');
  writeFileSync(path, whole.slice(0, -20));
  const again = await RevocationJournal.open(openJournalFile(path), store, service.clock);
  await again.catchUp();
  const parsed = readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => (line.endsWith('}') ? [JSON.parse(line) as WrittenLine] : []));
  assert.deepEqual([parsed.at(-1)?.id, parsed.at(-1)?.isEnded], [one._id, true]);
  assert.equal(parsed.at(-1)?.after, parsed.at(-2)?.number);
});

test('only the key of the checkpoints can pass off a log that was cut as one that was restored', async (t) => {
  const service = await startTestService(t);
  const { checkpoints } = service.deployment;
  await checkpoints?.write();
  await service.createToken({ name: 't', role: 'reader' });
  await checkpoints?.write();
  service.write('delete from audit_entries where position = (select max(position) from audit_entries)');
  await checkpoints?.write();
  const read = () => readCheckpointLines(join(service.directory, 'audit-checkpoints.jsonl'));
  const publicKey = readAuditPublicKey(join(service.directory, 'audit-key.pem.pub'));
  const verify = async (lines: readonly string[]) => {
    const log = openSqliteAuditLog(join(service.directory, 'keyward.db'));
    const { chains, brokenCheckpoint } = await verifyAuditLog(log, lines, publicKey);
    await log.close();
    return { fault: chains[0]?.broken?.fault, forks: chains[0]?.forks.length, line: brokenCheckpoint?.fault };
  };
  const lines = await read();
  assert.equal(lines.length, 3, 'the service signs what it finds');
  assert.deepEqual(await verify(lines), { fault: 'truncated', forks: 0, line: undefined });
  const forged = JSON.stringify({ ...JSON.parse(lines[2] ?? ''), epoch: 'made up' });
  assert.deepEqual(await verify([...lines.slice(0, 2), forged]), {
    fault: 'truncated',
    forks: 0,
    line: 'wrong signature',
  });

  await checkpoints?.startEpoch('a restore');
  assert.deepEqual(await verify(await read()), { fault: undefined, forks: 1, line: undefined });
});
