import assert from 'node:assert/strict';
import { appendFileSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { readConfig, restoreBackup } from '../src/index.ts';
import { addSigner, Browser } from './browser.ts';
import { startTestService, temporaryDirectory } from './test-service.ts';

test('B8: a backup is for its owner alone, replaces nothing, and holds neither pepper nor secret nor session', async (t) => {
  const service = await startTestService(t);
  const member = await addSigner(service, 'grace@example.com');
  await new Browser(service).signIn(member.email);
  const token = await service.createToken({ name: 't', role: 'reader' });
  const [session] = service.query('select token from auth_session');
  const directory = temporaryDirectory(t);
  const file = join(directory, 'backup');
  await service.deployment.store.backUp(file, service.clock.now());
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const bytes = readFileSync(file);
  const pepper = service.deployment.pepper.key.export();
  for (const secret of [
    pepper,
    pepper.toString('base64'),
    pepper.toString('hex'),
    service.ownerSecret,
    token.token,
    String(session?.token),
  ]) {
    assert.equal(bytes.includes(secret), false);
  }
  const database = new DatabaseSync(file, { readOnly: true });
  assert.equal(database.prepare('select count(*) as n from tokens').get()?.n, 2);
  assert.equal(database.prepare('select count(*) as n from auth_session').get()?.n, 0);
  database.close();

  await assert.rejects(service.deployment.store.backUp(file, 0), /it exists; choose another name/);
  assert.deepEqual(readFileSync(file), bytes);
  await assert.rejects(service.deployment.store.backUp(join(directory, 'no', 'x'), 0), /does not exist/);
  assert.deepEqual(readdirSync(directory), ['backup']);
});

test('what is no backup is refused, and so is a directory with data or another pepper; nothing is left behind', async (t) => {
  const service = await startTestService(t);
  const file = join(temporaryDirectory(t), 'backup');
  await service.deployment.store.backUp(file, service.clock.now());
  const directory = join(temporaryDirectory(t), 'new');
  const config = readConfig({}, { data: directory });
  const options = { journals: [], areJournalsAll: false, progress: () => undefined };
  const restore = (changed: object, from: string) =>
    restoreBackup({ ...config, ...changed }, service.clock, { ...options, file: from });
  const letter = join(temporaryDirectory(t), 'letter');
  appendFileSync(letter, 'a letter to a friend'.repeat(100));
  await assert.rejects(restore({}, letter), /no SQLite database/);
  await assert.rejects(restore({}, join(service.directory, 'keyward.db')), /is no backup/);
  const pepperSource = { base64: Buffer.from('another pepper of 32 bytes, at least').toString('base64') };
  await assert.rejects(restore({ pepperSource }, file), /the pepper that is given is not the one/);
  assert.equal(existsSync(directory), false);
  await assert.rejects(restore({ dataDirectory: service.directory }, file), /in use by another keyward/);
  await restore({}, file);
  await assert.rejects(restore({}, file), /holds a database already; nothing is replaced/);
});
