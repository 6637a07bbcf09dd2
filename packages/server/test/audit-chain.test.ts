/** Whether whoever tampers with the audit log below the service is found out, and by which entry. */
import assert from 'node:assert/strict';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { openCheckpoints } from '../src/deployment/open-checkpoints.ts';
import {
  type AuditVerification,
  openSqliteAuditLog,
  openSqliteStore,
  readAuditPublicKey,
  readCheckpointLines,
  systemClock,
  verifyAuditLog,
} from '../src/index.ts';
import { fileBefore } from './file-before.ts';
import { startTestService, type TestService, temporaryDirectory } from './test-service.ts';

const OTHER = 'another-account';

const checkpointsOf = ({ directory }: TestService) => join(directory, 'audit-checkpoints.jsonl');

async function verify(service: TestService, accountId?: string): Promise<AuditVerification> {
  const lines = await readCheckpointLines(checkpointsOf(service));
  const publicKey = readAuditPublicKey(join(service.directory, 'audit-key.pem.pub'));
  const log = openSqliteAuditLog(join(service.directory, 'keyward.db'));
  try {
    return await verifyAuditLog(log, lines, publicKey, accountId);
  } finally {
    await log.close();
  }
}

interface Row {
  readonly number: number;
  readonly id: string;
  readonly position: number;
}

async function writeCheckpoint({ deployment }: TestService): Promise<void> {
  const { checkpoints } = deployment;
  if (checkpoints === undefined) assert.fail('nothing is signed');
  await checkpoints.write();
}

/** A service with ten entries of its account and some of another in between, and a checkpoint at the seventh. */
async function startLoggedService(t: Parameters<typeof startTestService>[0]) {
  const service = await startTestService(t);
  const { store } = service.deployment;
  const lone = () => {
    const target = { kind: 'token', id: 'x', name: 'x', resource: 'service-token/x' } as const;
    const record = { actor: {}, action: 'a', target, verb: 'v', description: 'd' };
    return store.writeAuditEntries([{ accountId: OTHER, at: 1, record }]);
  };
  for (let index = 0; index < 4; index++) {
    await service.createToken({ name: `t${index}`, role: 'reader' });
    await lone();
  }
  await writeCheckpoint(service);
  for (let index = 4; index < 7; index++) await service.createToken({ name: `t${index}`, role: 'reader' });
  const rows = service.query(
    'select number, id, position from audit_entries where account_id = ? order by number',
    service.accountId,
  ) as unknown as Row[];
  assert.equal(rows.length, 10);
  const row = (position: number) => rows[position - 1] as Row;
  return { service, row };
}

async function broken(service: TestService) {
  const { chains } = await verify(service);
  assert.deepEqual(
    chains.filter(({ accountId, broken: found }) => accountId === OTHER && found !== undefined),
    [],
    'the other account is whole',
  );
  return chains.find(({ accountId }) => accountId === service.accountId)?.broken;
}

test('a log that nobody touched is whole, account by account, up to its checkpoint', async (t) => {
  const { service } = await startLoggedService(t);
  const { chains, brokenCheckpoint } = await verify(service);
  assert.equal(brokenCheckpoint, undefined);
  assert.deepEqual(
    chains.map(({ accountId, entries, checkpoint, broken: found }) => [
      accountId,
      entries,
      checkpoint?.count,
      found,
    ]),
    [
      [service.accountId, 10, 7, undefined],
      [OTHER, 4, 4, undefined],
    ],
  );
  assert.equal((await verify(service, OTHER)).chains.length, 1);
  assert.equal(statSync(join(service.directory, 'audit-key.pem')).mode & 0o777, 0o600);
});

test('L2: the smallest edit of any column of an entry is found, and names the entry', async (t) => {
  const { service, row } = await startLoggedService(t);
  const { number, id, position } = row(5);
  const columns = service.query("select name, type from pragma_table_info('audit_entries')");
  const expected = { accountId: service.accountId, fault: 'changed', number, position };
  let edited = 0;
  for (const { name: column, type } of columns as { name: string; type: string }[]) {
    if (['number', 'position', 'account_id'].includes(column)) continue;
    const [{ value }] = service.query(
      `select ${column} as value from audit_entries where number = ?`,
      number,
    ) as [{ value: string | number | null }];
    const other =
      column === 'hash'
        ? "x'00'"
        : type.toLowerCase() === 'text'
          ? `coalesce(${column}, '') || ' '`
          : `${column} + 1`;
    service.write(`update audit_entries set ${column} = ${other} where number = ?`, number);
    const found = await broken(service);
    assert.deepEqual(found, { ...expected, id: column === 'id' ? `${id} ` : id }, column);
    if (column === 'hash') continue;
    service.write(`update audit_entries set ${column} = ? where number = ?`, value as string, number);
    assert.equal(await broken(service), undefined, column);
    edited++;
  }
  assert.equal(edited, 9);
});

test('a number beyond those that JavaScript counts to is named like any other', async (t) => {
  const { service, row } = await startLoggedService(t);
  const huge = 2n ** 60n + 1n;
  const five = row(5);
  const { accountId } = service;
  for (const [set, back, fault, found] of [
    ['position = 1152921504606846977', five.position, 'missing', { ...five, position: Number(huge) }],
    ['position = -1152921504606846977', five.position, 'reordered', { ...five, position: -Number(huge) }],
    ['at = 9223372036854775807', undefined, 'changed', five],
  ] as const) {
    const column = set.split(' ')[0];
    const [{ value }] = service.query(
      `select ${column} as value from audit_entries where number = ?`,
      five.number,
    ) as [{ value: number }];
    assert.ok(back === undefined || back === value);
    service.write(`update audit_entries set ${set} where number = ?`, five.number);
    assert.deepEqual(await broken(service), { accountId, fault, ...found }, set);
    service.write(`update audit_entries set ${column} = ? where number = ?`, value, five.number);
    assert.equal(await broken(service), undefined);
  }
  for (const number of ['1152921504606846977', '9223372036854775807']) {
    service.write(`update audit_entries set number = ${number} where number = ?`, row(10).number);
    assert.deepEqual(await broken(service), {
      accountId,
      fault: 'changed',
      ...row(10),
      number: Number(number),
    });
    service.write(`update audit_entries set number = ? where number = ${number}`, row(10).number);
    assert.equal(await broken(service), undefined);
  }
  const lowest = '-9223372036854775808';
  service.write(`update audit_entries set number = ${lowest} where number = ?`, row(1).number);
  assert.deepEqual(await broken(service), { accountId, fault: 'changed', ...row(1), number: Number(lowest) });
});

test('L2: an entry that is taken out is missed before the one that follows', async (t) => {
  const { service, row } = await startLoggedService(t);
  service.write('delete from audit_entries where number = ?', row(5).number);
  assert.deepEqual(await broken(service), { accountId: service.accountId, fault: 'missing', ...row(6) });
});

test('the first entry is missed too', async (t) => {
  const { service, row } = await startLoggedService(t);
  service.write('delete from audit_entries where number = ?', row(1).number);
  assert.deepEqual(await broken(service), { accountId: service.accountId, fault: 'missing', ...row(2) });
});

test('L2: entries that changed places are found where the first of them stands', async (t) => {
  const { service, row } = await startLoggedService(t);
  const swap = 'update audit_entries set number = ? where number = ?';
  service.write(swap, -1, row(4).number);
  service.write(swap, row(4).number, row(6).number);
  service.write(swap, row(6).number, -1);
  const { id, position } = row(6);
  const found = { accountId: service.accountId, fault: 'reordered', id, position, number: row(4).number };
  assert.deepEqual(await broken(service), found);
});

test('L2: an entry that is put in is found', async (t) => {
  const { service, row } = await startLoggedService(t);
  service.write(
    `insert into audit_entries select max(number) + 1, 'forged', account_id, position, at, action, resource, type_chain,
      name, description, record, details, hash from audit_entries where account_id = ?`,
    service.accountId,
  );
  assert.deepEqual((await broken(service))?.fault, 'reordered');
  service.write("delete from audit_entries where id = 'forged'");
  service.write("update audit_entries set account_id = 'another-account' where number = ?", row(5).number);
  const { chains } = await verify(service);
  assert.deepEqual(
    chains.map(({ broken: found }) => found?.id),
    [row(6).id, row(5).id],
  );
});

test('L3: a log whose end was cut off is found by its checkpoint, also when all of it is gone', async (t) => {
  const { service, row } = await startLoggedService(t);
  service.write('delete from audit_entries where account_id = ? and position >= 7', service.accountId);
  const { position, number } = row(7);
  assert.deepEqual(await broken(service), {
    accountId: service.accountId,
    fault: 'truncated',
    position,
    number,
  });
  service.write('delete from audit_entries where account_id = ?', service.accountId);
  assert.equal((await broken(service))?.fault, 'truncated');
  await service.createToken({ name: 'later', role: 'reader' });
  assert.equal((await broken(service))?.fault, 'rewritten');
});

test('a log that was written anew, with right hashes, is found by its checkpoint', async (t) => {
  const { service, row } = await startLoggedService(t);
  const { chainedRow, storedEntryFrom } = await import('../src/storage/audit-row.ts');
  const { CHAIN_START } = await import('../src/audit/audit-chain.ts');
  const stored = service.query(
    'select * from audit_entries where account_id = ? order by number',
    service.accountId,
  );
  const database = new DatabaseSync(join(service.directory, 'keyward.db'));
  let head = CHAIN_START;
  for (const each of stored) {
    const entry = storedEntryFrom(each as never);
    const forged = chainedRow(
      { ...entry, description: entry.position === 2 ? 'Nothing' : entry.description },
      head,
    );
    const update = 'update audit_entries set description = ?, hash = ? where number = ?';
    database.prepare(update).run(forged.description, forged.hash, forged.number);
    head = forged;
  }
  database.close();
  assert.deepEqual(await broken(service), { accountId: service.accountId, fault: 'rewritten', ...row(7) });
});

test('checkpoints that were edited, taken out or signed by somebody else are found', async (t) => {
  const { service } = await startLoggedService(t);
  await writeCheckpoint(service);
  const path = checkpointsOf(service);
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  assert.equal(lines.length, 3);
  const [first = '', ofOther = '', second = ''] = lines;
  const other = temporaryDirectory(t);
  const { openAuditKey } = await import('../src/storage/audit-key-file.ts');
  const { signCheckpoint } = await import('../src/audit/checkpoint.ts');
  const forger = openAuditKey(join(other, 'key.pem'), { hasCheckpoints: false });
  const forged = JSON.stringify(signCheckpoint(JSON.parse(second), forger, JSON.parse(second).key));
  for (const [content, brokenCheckpoint] of [
    [[first.replace('"count":7', '"count":6'), ofOther, second], { line: 1, fault: 'wrong signature' }],
    [[first, ofOther, second.replace(/"at":\d/, '"at":9')], { line: 3, fault: 'wrong signature' }],
    [[second], { line: 1, fault: 'missing' }],
    [[first, second], { line: 2, fault: 'missing' }],
    [[ofOther, first, second], { line: 1, fault: 'missing' }],
    [[first, ofOther, forged], { line: 3, fault: 'wrong signature' }],
    [[first, ofOther, second.slice(0, 40)], { line: 3, fault: 'unreadable' }],
    [[first, ofOther, second], undefined],
  ] as const) {
    writeFileSync(path, `${content.join('\n')}\n`);
    assert.deepEqual((await verify(service)).brokenCheckpoint, brokenCheckpoint);
  }
});

test('checkpoints follow the log and one another, and a log that has not grown is not signed again', async (t) => {
  const { service } = await startLoggedService(t);
  const count = async () => (await readCheckpointLines(checkpointsOf(service))).length;
  assert.equal(await count(), 2, 'of each account');
  await writeCheckpoint(service);
  await writeCheckpoint(service);
  assert.equal(await count(), 3);
});

test('a checkpoint that was cut short while it was written is noted, and the next one goes on from the last whole one', async (t) => {
  const { service } = await startLoggedService(t);
  const path = checkpointsOf(service);
  await writeCheckpoint(service);
  const whole = readFileSync(path, 'utf8');
  const [, , second = ''] = whole.trimEnd().split('\n');
  const anotherStart = () =>
    openCheckpoints(
      { checkpointFile: path, keyFile: join(service.directory, 'audit-key.pem'), checkpointEveryMs: 1 },
      service.deployment.store,
      systemClock(),
    );
  for (const length of [1, 10, 40, second.length - 1]) {
    writeFileSync(path, `${whole}${second.slice(0, length)}`);
    const torn = await verify(service);
    assert.deepEqual([torn.brokenCheckpoint, torn.cutShort], [undefined, [4]], `${length} characters`);
    assert.ok(torn.chains.every(({ broken: found }) => found === undefined));

    await (await anotherStart()).write();
    const lines = readFileSync(path, 'utf8').split('\n');
    assert.equal(lines[3], second.slice(0, length), 'what was there is kept');
    assert.equal(JSON.parse(lines[4] ?? '').previous, JSON.parse(second).signature);
    assert.ok(lines.length >= 6 && lines.at(-1) === '', 'each new line is whole');
    const mended = await verify(service);
    assert.deepEqual([mended.brokenCheckpoint, mended.cutShort], [undefined, [4]]);

    writeFileSync(path, `${whole}${second.slice(0, length)}\n${second.slice(0, 12)}`);
    assert.deepEqual((await verify(service)).cutShort, [4, 5], 'twice in a row');
  }
  writeFileSync(path, `${whole}${second.slice(0, 40)}`);
  await (await anotherStart()).write();
  service.write('delete from audit_entries where position = 10 and account_id = ?', service.accountId);
  assert.equal((await broken(service))?.fault, 'truncated', 'what follows the cut line is believed');
});

test('a line that somebody shortened among the checkpoints is no accident of writing', async (t) => {
  const { service } = await startLoggedService(t);
  const path = checkpointsOf(service);
  await writeCheckpoint(service);
  await service.createToken({ name: 'later', role: 'reader' });
  await writeCheckpoint(service);
  const [first = '', second = '', third = ''] = readFileSync(path, 'utf8').split('\n');
  assert.notEqual(third, '');
  const unreadable = (line: number) => ({ line, fault: 'unreadable' });
  for (const [content, brokenCheckpoint] of [
    [`${first}\n${second.slice(0, 40)}\n${third}\n`, unreadable(2)],
    [`${first.slice(0, 40)}\n${second}\n`, unreadable(1)],
    [`${first}\n${second}\n${third.slice(0, 40)}\n`, unreadable(3)],
    [`${first}\n${second}\nanything`, unreadable(3)],
    [`${first}\n${second}\n${third.slice(1, 40)}`, unreadable(3)],
    [`${first}\nanything\n${second}\n`, unreadable(2)],
    [`${first}\n${second.slice(0, 40)}${second.slice(50)}\n`, unreadable(2)],
  ] as const) {
    writeFileSync(path, content);
    const found = await verify(service);
    assert.deepEqual(found.brokenCheckpoint, brokenCheckpoint, content);
  }
});

test('a key that is gone is not replaced while there are checkpoints, and a place that cannot be written is refused', async (t) => {
  const service = await startTestService(t, { setUp: false });
  const { openDeployment, readConfig, systemClock } = await import('../src/index.ts');
  const data = join(temporaryDirectory(t), 'data');
  const open = (environment: Record<string, string>) =>
    openDeployment(readConfig(environment, { data }), systemClock(), { create: true });
  await assert.rejects(
    open({ KEYWARD_AUDIT_CHECKPOINTS: join(data, 'no', 'such', 'place') }),
    (error: Error) => {
      assert.match(error.message, /`KEYWARD_AUDIT_CHECKPOINTS`: .* cannot be written \(ENOENT\)/);
      return true;
    },
  );
  await (await open({})).close();
  writeFileSync(join(data, 'audit-checkpoints.jsonl'), '{}\n');
  rmSync(join(data, 'audit-key.pem'));
  await assert.rejects(open({}), /`KEYWARD_AUDIT_KEY_FILE`: .*it is gone, but there are checkpoints/);
  writeFileSync(join(data, 'audit-key.pem'), 'x', { mode: 0o600 });
  await assert.rejects(open({}), /`KEYWARD_AUDIT_KEY_FILE`: .*it cannot be read/);
  writeFileSync(join(data, 'other.pem'), 'x', { mode: 0o644 });
  await assert.rejects(open({ KEYWARD_AUDIT_KEY_FILE: join(data, 'other.pem') }), /may be read by others/);
  assert.ok(service);
});

test('writers at once keep one chain, and what is undone leaves no gap', async (t) => {
  const service = await startTestService(t);
  const fails = { name: 'x'.repeat(300), role: 'reader' };
  const { store } = service.deployment;
  const target = { kind: 'account', id: 'x', name: 'x', resource: 'acct' } as const;
  const record = { actor: {}, action: 'a', target, verb: 'v', description: 'd' };
  const { accountId } = service;
  const undone = () => store.writeAuditEntries([1, Number.NaN].map((at) => ({ accountId, at, record })));
  await Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      await service.createToken({ name: `t${index}`, role: 'reader' });
      await assert.rejects(undone());
      await assert.rejects(service.createToken(fails));
    }),
  );
  const { chains } = await verify(service);
  assert.deepEqual(
    chains.map(({ entries, broken: found }) => [entries, found]),
    [[23, undefined]],
  );
});

test('entries of an older schema are chained by the migration, found by what they say, and followed by new ones', async (t) => {
  const path = join(temporaryDirectory(t), 'keyward.db');
  const file = await fileBefore(path, 5);
  const insert = file.prepare('insert into audit_entries values (?, ?, ?, ?, ?, ?, ?)');
  for (let number = 1; number <= 2_500; number++) {
    const resource = number % 2 === 0 ? `role/r${number}` : `/api/v2/x${number}`;
    const target = { kind: 'role', id: 'x', name: `Role ${number}`, resource };
    const record = { actor: {}, action: 'updatePolicy', target, verb: 'v', description: 'Changed it' };
    insert.run(
      number,
      `id${number}`,
      number % 5 === 0 ? 'two' : 'one',
      number,
      target.name,
      'Changed it',
      JSON.stringify(record),
    );
  }
  file.exec(
    "update sequence set value = 2500; insert into accounts (id, key, organization, created_at) values ('one', 'k', 'o', 0)",
  );
  file.close();

  const store = await openSqliteStore(path, 0);
  const target = { kind: 'role', id: 'x', name: 'new', resource: 'role/new' } as const;
  const record = { actor: {}, action: 'updatePolicy', target, verb: 'v', description: 'd' };
  await store.writeAuditEntries([{ accountId: 'one', at: 1, record }]);
  const { audit } = store.reads;
  const found = async (filter: Parameters<typeof audit.scanAuditLog>[1]) =>
    (await audit.scanAuditLog('one', filter, 50)).accesses.map(({ number }) => number);
  assert.deepEqual(await found({ text: 'role 2498' }), [2498]);
  const place = { action: 'updatePolicy', typeChain: 'role/*', globs: ['role/r12', 'role/new'] };
  assert.deepEqual(await found({ places: [place] }), [2501, 12]);
  await store.close();

  const log = openSqliteAuditLog(path);
  const publicKey = readAuditPublicKey(join(await keyDirectory(t), 'key.pem'));
  const { chains } = await verifyAuditLog(log, [], publicKey);
  await log.close();
  assert.deepEqual(
    chains.map(({ accountId, entries, broken: fault }) => [accountId, entries, fault]),
    [
      ['one', 2_001, undefined],
      ['two', 500, undefined],
    ],
  );
});

async function keyDirectory(t: Parameters<typeof temporaryDirectory>[0]): Promise<string> {
  const { openAuditKey } = await import('../src/storage/audit-key-file.ts');
  const directory = temporaryDirectory(t);
  openAuditKey(join(directory, 'key.pem'), { hasCheckpoints: false });
  return directory;
}
