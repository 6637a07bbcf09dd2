import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { acceptRestore, listRevived } from '../src/epochs/accept-restore.ts';
import { openSqliteAuditLog, readAuditPublicKey, readCheckpointLines, verifyAuditLog } from '../src/index.ts';
import { readEndings } from '../src/journal/read-endings.ts';
import { RevocationJournal } from '../src/journal/revocation-journal.ts';
import { openJournalFile } from '../src/storage/journal-file.ts';
import { addSigner, Browser } from './browser.ts';
import { restoreInto, startJournaled } from './restored-service.ts';
import { startTestService, temporaryDirectory } from './test-service.ts';

const DAY_MS = 86_400_000;

function linesOf(path: string): Partial<Record<string, unknown>>[] {
  const text = readFileSync(path, 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

test('B10: with the journal everything that ended after the backup stays ended, and the rest works at once', async (t) => {
  const service = await startJournaled(t);
  const make = (name: string, fields = {}) => service.createToken({ name, role: 'reader', ...fields });
  const [kept, deleted, reset, disabled, shortened] = [
    await make('kept'),
    await make('deleted'),
    await make('reset'),
    await make('disabled'),
    await make('shortened'),
  ];
  const gone = await service.addMember('writer', 'writer');
  const overlapping = await make('overlapping');
  const file = await service.backUp();
  await service.deployment.checkpoints?.write();
  const [{ atBackup } = {}] = service.query('select max(position) as atBackup from audit_entries');

  const patch = (id: string, operation: object) =>
    service.call({ method: 'PATCH', url: `/api/v2/tokens/${id}`, payload: [operation] });
  const soon = service.clock.nowMs + DAY_MS;
  const answers = [
    await service.call({ method: 'DELETE', url: `/api/v2/tokens/${deleted._id}` }),
    await service.call({ method: 'POST', url: `/api/v2/tokens/${reset._id}/reset` }),
    await patch(disabled._id, { op: 'replace', path: '/disabled', value: true }),
    await patch(shortened._id, { op: 'add', path: '/expiry', value: soon }),
    await service.call({ method: 'DELETE', url: `/api/v2/members/${gone.member.id}` }),
    await service.call({ method: 'POST', url: `/api/v2/tokens/${overlapping._id}/reset?expiry=${soon}` }),
  ];
  for (const { statusCode, body } of answers) assert.ok(statusCode < 300, body);
  const late = await make('made after the backup');
  await service.deployment.checkpoints?.write();

  const { restored, statusOf, deployment, directory } = await restoreInto(t, service, file, [
    service.journal,
  ]);
  assert.deepEqual([restored.isAccepted, restored.doubts, restored.ended], [true, [], 6]);
  assert.equal(await statusOf(service.ownerSecret), 200);
  for (const { token } of [kept, shortened, overlapping]) assert.equal(await statusOf(token), 200);
  for (const { token } of [deleted, reset, disabled, late]) assert.equal(await statusOf(token), 401);
  assert.equal(await statusOf(gone.secret), 401);

  service.clock.nowMs = soon;
  for (const { token } of [shortened, overlapping]) assert.equal(await statusOf(token), 401);
  assert.equal(await statusOf(kept.token), 200);

  await deployment.checkpoints?.write();
  const lines = await readCheckpointLines(join(directory, 'audit-checkpoints.jsonl'));
  const log = openSqliteAuditLog(join(directory, 'keyward.db'));
  const verification = await verifyAuditLog(
    log,
    lines,
    readAuditPublicKey(join(directory, 'audit-key.pem.pub')),
  );
  await log.close();
  assert.equal(verification.brokenCheckpoint, undefined);
  const [chain] = verification.chains;
  assert.equal(chain?.broken, undefined);
  assert.deepEqual(
    chain?.forks.map(({ count, lost }) => [count, lost]),
    [[atBackup, 7]],
    'what was signed after the backup is said to be given up',
  );
});

test('without a journal nothing is served before somebody accepts, and then everything of the backup works', async (t) => {
  const service = await startTestService(t);
  const deleted = await service.createToken({ name: 'deleted', role: 'reader' });
  const member = await addSigner(service, 'grace@example.com');
  const browser = new Browser(service);
  await browser.signIn(member.email);
  const file = join(temporaryDirectory(t), 'backup');
  await service.deployment.store.backUp(file, service.clock.now());
  await service.call({ method: 'DELETE', url: `/api/v2/tokens/${deleted._id}` });

  const { restored, app, call, deployment } = await restoreInto(t, service, file, []);
  assert.deepEqual([restored.isAccepted, restored.doubts], [false, undefined]);
  const signIn = { email: member.email, password: 'x' };
  for (const options of [
    { url: '/api/v2/caller-identity', as: service.ownerSecret },
    { url: '/api/v2/caller-identity', as: deleted.token },
    { url: '/api/v2/caller-identity', as: null },
    { method: 'POST', url: '/api/v2/tokens', as: service.ownerSecret, payload: { role: 'reader' } },
    { method: 'POST', url: '/api/v2/session', payload: signIn, headers: { origin: 'http://localhost' } },
    { method: 'POST', url: '/api/v2/setup', payload: { code: 'x', email: 'x@example.com' } },
    { url: '/readyz' },
  ] as const) {
    const { statusCode, body } = await call(options);
    assert.deepEqual([statusCode, JSON.parse(body).code], [503, 'restore_pending'], body);
    assert.match(JSON.parse(body).hint, /`keyward restore accept --list`/);
  }
  assert.equal((await call({ url: '/healthz' })).statusCode, 200);

  const { epoch, tokens } = await listRevived(deployment, '');
  assert.equal(epoch.backupAt, service.clock.nowMs);
  assert.deepEqual(tokens.map(({ name }) => name).toSorted(), ['First token', 'deleted']);
  await acceptRestore(deployment, { disableTokens: false });
  await app.deployment?.epoch.look();
  for (const secret of [service.ownerSecret, deleted.token]) {
    assert.equal((await call({ url: '/api/v2/caller-identity', as: secret })).statusCode, 200);
  }
  await assert.rejects(acceptRestore(deployment, { disableTokens: false }), /no restored backup waits/);
  const entries = await call({ url: '/api/v2/auditlog', as: service.ownerSecret });
  assert.match(entries.body, /Accepted the restored data/);
  assert.match(entries.body, /Restored the backup of 20/);
  const moved = new Browser({ app });
  for (const [name, value] of browser.cookies) moved.cookies.set(name, value);
  assert.equal(await moved.isSignedIn(), false, 'sessions are not restored');
});

test('whoever accepts may disable every token first, and the journal has each of them', async (t) => {
  const service = await startTestService(t);
  const directory = temporaryDirectory(t);
  const [file, revocationJournal] = [join(directory, 'backup'), join(directory, 'journal')];
  await service.deployment.store.backUp(file, service.clock.now());
  const { app, statusOf, deployment } = await restoreInto(t, service, file, [], { revocationJournal });
  assert.deepEqual(await acceptRestore(deployment, { disableTokens: true }), { disabled: 1, doubts: null });
  await app.deployment?.epoch.look();
  assert.equal(await statusOf(service.ownerSecret), 401);
  const disabled = linesOf(revocationJournal).filter(({ isDisabled }) => isDisabled);
  assert.deepEqual(
    disabled.map(({ kind, id }) => ({ kind, id })),
    service.query('select id from tokens').map(({ id }) => ({ kind: 'token', id })),
  );
});

test('what ended after a restore stays ended when the same backup is restored again', async (t) => {
  const service = await startJournaled(t);
  const token = await service.createToken({ name: 't', role: 'reader' });
  const file = await service.backUp();
  for (let lost = 0; lost < 9; lost++) await service.createToken({ name: 'lost', role: 'reader' });
  const settings = { revocationJournal: service.journal };
  const first = await restoreInto(t, service, file, [service.journal], settings);
  const deletion = { method: 'DELETE', url: `/api/v2/tokens/${token._id}`, as: service.ownerSecret } as const;
  assert.equal((await first.call(deletion)).statusCode, 204);
  const again = await first.call({
    method: 'POST',
    url: '/api/v2/tokens',
    as: service.ownerSecret,
    payload: { role: 'reader' },
  });
  assert.equal(again.statusCode, 201, again.body);

  const second = await restoreInto(t, service, file, [service.journal], settings);
  assert.equal(await second.statusOf(token.token), 401);
  assert.deepEqual([second.restored.isAccepted, second.restored.ended], [true, 1]);
  assert.equal(await second.statusOf(service.ownerSecret), 200);
  const epochs = await second.deployment.store.reads.epochs.listEpochs();
  assert.deepEqual(
    epochs.map(({ number }) => number),
    [3, 1],
    'the epoch in between has the number 2',
  );
});

test('rights that were changed otherwise are in doubt: tokens are disabled, and for roles, members and passwords somebody must look', async (t) => {
  const service = await startJournaled(t);
  const role = {
    key: 'deployer',
    name: 'n',
    policy: [{ effect: 'allow', resources: ['proj/*'], actions: ['*'] }],
  };
  const made = await service.call({ method: 'POST', url: '/api/v2/roles', payload: role });
  const narrowed = await service.createToken({ name: 'narrowed', role: 'writer' });
  const renamed = await service.createToken({ name: 'renamed', role: 'writer' });
  const lowered = await service.addMember('admin', 'admin');
  const signer = await addSigner(service, 'grace@example.com');
  const file = await service.backUp();

  const answers = [
    await service.call({
      method: 'PATCH',
      url: '/api/v2/roles/deployer',
      payload: [{ op: 'replace', path: '/policy', value: [] }],
    }),
    await service.call({
      method: 'PATCH',
      url: `/api/v2/tokens/${narrowed._id}`,
      payload: [{ op: 'replace', path: '/role', value: 'reader' }],
    }),
    await service.call({
      method: 'PATCH',
      url: `/api/v2/tokens/${renamed._id}`,
      payload: [{ op: 'replace', path: '/name', value: 'another name' }],
    }),
    await service.call({
      method: 'PATCH',
      url: `/api/v2/members/${lowered.member.id}`,
      payload: [{ op: 'replace', path: '/role', value: 'reader' }],
    }),
  ];
  for (const { statusCode, body } of answers) assert.ok(statusCode < 300, body);
  await service.deployment.store.change(service.clock, async (changes, nowMs) => {
    await changes.credentials.replacePassword(signer.id, 'another digest', nowMs);
    changes.recordChange({ accountId: service.accountId, kind: 'sessions', id: signer.id });
  });

  const { restored, app, statusOf, deployment } = await restoreInto(t, service, file, [service.journal]);
  const { accountId } = service;
  assert.equal(restored.isAccepted, false);
  assert.deepEqual([restored.ended, restored.disabled], [1, 1]);
  assert.deepEqual(restored.doubts, [
    { accountId, kind: 'role', id: made.json()._id },
    { accountId, kind: 'member', id: lowered.member.id },
  ]);
  assert.equal(await statusOf(service.ownerSecret), 503);
  await acceptRestore(deployment, { disableTokens: false });
  await app.deployment?.epoch.look();
  assert.equal(await statusOf(narrowed.token), 401);
  assert.equal(await statusOf(renamed.token), 200);
  assert.equal(await deployment.store.reads.credentials.hasPassword(signer.id), false);
});

test('a journal that lacks a line, or begins too late, or is of other data, is not enough', async (t) => {
  const service = await startJournaled(t);
  const token = await service.createToken({ name: 't', role: 'reader' });
  const [epoch] = await service.deployment.store.reads.epochs.listEpochs();
  const [{ value } = {}] = service.query('select value from sequence');
  const backup = { epochId: epoch.id, changeNumber: Number(value) };
  await service.call({ method: 'DELETE', url: `/api/v2/tokens/${token._id}` });
  await service.createToken({ name: 'u', role: 'reader' });
  const [first = '', ...others] = readFileSync(service.journal, 'utf8').trimEnd().split('\n');
  const deletion = others.findIndex((line) => line.includes('"isEnded":true'));
  assert.ok(deletion >= 0);
  async function* journalOf(lines: readonly string[]) {
    yield* lines;
  }
  const read = (...journals: readonly (readonly string[])[]) => readEndings(journals.map(journalOf), backup);

  const whole = await read([first, ...others]);
  assert.equal(whole.isComplete, true);
  assert.deepEqual(
    whole.states.map(({ kind, isEnded }) => [kind, isEnded]),
    [
      ['token', true],
      ['token', false],
    ],
    'what the backup holds is left out',
  );
  for (const changed of [
    [first, ...others.toSpliced(deletion, 1)],
    others,
    [first.replace(/"epoch":"\w+"/, '"epoch":"other"'), ...others],
    [first.replace('"from":0', '"from":99'), ...others],
    [],
  ]) {
    assert.equal((await read(changed)).isComplete, false);
    assert.equal((await read([first, ...others], changed)).isComplete, false, 'each journal must be whole');
  }
  assert.equal((await read()).isComplete, false);
  const torn = await read([first, ...others.toSpliced(1, 0, '{"after":1,"num')]);
  assert.equal(torn.isComplete, true, 'what was cut short was never acknowledged');
});

test('a backup of data whose pepper is being rotated is restored with both peppers in the directory', async (t) => {
  const service = await startTestService(t);
  const file = join(temporaryDirectory(t), 'backup');
  await service.deployment.store.backUp(file, service.clock.now());
  renameSync(join(service.directory, 'pepper'), join(service.directory, 'pepper.previous'));
  writeFileSync(join(service.directory, 'pepper'), randomBytes(32).toString('base64'), { mode: 0o600 });
  const { restored, app, deployment, statusOf } = await restoreInto(t, service, file, []);
  assert.equal(restored.isPepperKnown, true);
  await acceptRestore(deployment, { disableTokens: false });
  await app.deployment?.epoch.look();
  assert.equal(await statusOf(service.ownerSecret), 200);
});

test('B6: of two copies of the data the older one notices that the other was restored, and stops', async (t) => {
  const service = await startJournaled(t);
  const file = await service.backUp();
  const settings = { revocationJournal: service.journal };
  const { statusOf } = await restoreInto(t, service, file, [service.journal], settings);
  assert.equal(await statusOf(service.ownerSecret), 200);

  const change = await service.call({ method: 'POST', url: '/api/v2/tokens', payload: { role: 'reader' } });
  assert.equal(change.statusCode, 503, change.body);
  await service.app.deployment?.epoch.look();
  for (const url of ['/api/v2/caller-identity', '/readyz']) {
    const { statusCode, body } = await service.call({ url });
    assert.deepEqual([statusCode, JSON.parse(body).code], [503, 'epoch_superseded']);
  }
  assert.equal(await statusOf(service.ownerSecret), 200);
});

test('an older copy does not start on a journal in which the restored one goes on', async (t) => {
  const service = await startJournaled(t);
  const file = await service.backUp();
  await restoreInto(t, service, file, [service.journal]);
  await assert.rejects(
    RevocationJournal.open(openJournalFile(service.journal), service.deployment.store, service.clock),
    /ConfigRefused: `KEYWARD_REVOCATION_JOURNAL`: another copy of this data was restored/,
  );
});
