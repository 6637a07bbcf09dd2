import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { assertRefused } from './assert-refused.ts';
import { createToken, statusOfSecret } from './call-api.ts';
import { directorySnapshot } from './directory-snapshot.ts';
import { WITHOUT_PRIVILEGES, withholdFiles } from './foreign-files.ts';
import {
  type Environment,
  initKeyward,
  runKeyward,
  startKeyward,
  startOwnedKeyward,
  temporaryDirectory,
} from './keyward-process.ts';

const otherPepper = () => randomBytes(32).toString('base64');

function startsOn(data: string): readonly string[][] {
  return [
    ['serve', '--data', data, '--port', '0'],
    ['serve', '--data', data, '--port', '0', '--create'],
    ['init', '--data', data, '--email', 'second@example.com', '-q'],
  ];
}

async function startsThatAreRefused(
  data: string,
  names: readonly string[],
  environment: Environment = {},
): Promise<void> {
  const before = directorySnapshot(data);
  for (const words of startsOn(data)) {
    assertRefused(await runKeyward(words, { environment }), names);
    assert.deepEqual(directorySnapshot(data), before, `changed by: ${words[0]}`);
  }
}

/** The data is whole: a right start serves the token that was made before. */
async function assertServes(t: TestContext, data: string, secret: string, environment: Environment = {}) {
  const server = await startKeyward(t, { data, environment });
  assert.equal(await statusOfSecret(server.url, secret), 200);
  await createToken(server.url, secret);
  assert.deepEqual(await server.stop(), { code: 0, signal: null });
}

test('a second process on the same data is refused, and the first goes on', async (t) => {
  const first = await startOwnedKeyward(t);
  for (const command of [
    ['serve', '--port', '0'],
    ['serve', '--port', '0', '--create'],
    ['init', '--email', 'second@example.com'],
  ]) {
    assertRefused(await runKeyward([...command, '--data', first.data]), [first.data, 'in use']);
    assert.equal(await statusOfSecret(first.url, first.ownerSecret), 200);
  }
  await createToken(first.url, first.ownerSecret);
  await first.kill();
  await assertServes(t, first.data, first.ownerSecret);
});

test('D10: a missing directory is refused without --create and is not made', async (t) => {
  const data = join(temporaryDirectory(t), 'missing', 'data');
  const ended = await runKeyward(['serve', '--data', data, '--port', '0']);
  assertRefused(ended, [data, '--create']);
  assert.equal(existsSync(join(data, '..')), false);
});

test('an empty directory is refused without --create and stays empty', async (t) => {
  const data = temporaryDirectory(t);
  assertRefused(await runKeyward(['serve', '--data', data, '--port', '0']), [data, '--create']);
  assert.deepEqual(directorySnapshot(data), {});
});

for (const others of ['nothing', 'read'] as const) {
  test(`D10: a directory of another user, who lets others do ${others}, is refused, and is whole for its owner`, async (t) => {
    const data = join(temporaryDirectory(t), 'data');
    const secret = await initKeyward(data);
    const before = directorySnapshot(data);
    const giveBack = withholdFiles(data, others);
    for (const words of startsOn(data)) {
      const ended = await runKeyward(words, { launcher: WITHOUT_PRIVILEGES });
      assertRefused(ended, [data, 'this user may not']);
    }
    giveBack();
    assert.deepEqual(directorySnapshot(data), before);
    await assertServes(t, data, secret);
  });
}

test('a path that is a file, or leads through one, is refused', async (t) => {
  const file = join(temporaryDirectory(t), 'file');
  writeFileSync(file, 'mine');
  for (const data of [file, join(file, 'data')]) {
    assertRefused(await runKeyward(['serve', '--data', data, '--port', '0', '--create']), [data]);
  }
  assert.equal(readFileSync(file, 'utf8'), 'mine');
});

for (const { left, gone } of [
  { left: 'the pepper and the lock', gone: ['keyward.db'] },
  { left: 'the pepper', gone: ['keyward.db', 'lock.db'] },
  { left: 'the lock', gone: ['keyward.db', 'pepper'] },
]) {
  test(`D10: a directory that lost its database but has ${left} is refused, and gets no empty one`, async (t) => {
    const data = join(temporaryDirectory(t), 'data');
    const secret = await initKeyward(data);
    const backup = `${data}-backup`;
    mkdirSync(backup);
    for (const name of gone) renameSync(join(data, name), join(backup, name));
    await startsThatAreRefused(data, [data, 'keyward.db']);
    for (const name of gone) renameSync(join(backup, name), join(data, name));
    await assertServes(t, data, secret);
  });
}

test('a database that became empty is refused, and stays for whoever mends it', async (t) => {
  const data = join(temporaryDirectory(t), 'data');
  await initKeyward(data);
  writeFileSync(join(data, 'keyward.db'), '');
  await startsThatAreRefused(data, [data, 'keyward.db']);
});

test('a file that is no database is refused, and is not touched', async (t) => {
  const data = join(temporaryDirectory(t), 'data');
  await initKeyward(data);
  writeFileSync(join(data, 'keyward.db'), 'this is not a database '.repeat(400));
  await startsThatAreRefused(data, [data]);
});

test('data of a newer version is refused, and the newer version finds it unharmed', async (t) => {
  const data = join(temporaryDirectory(t), 'data');
  const secret = await initKeyward(data);
  const change = (sql: string) => {
    const database = new DatabaseSync(join(data, 'keyward.db'));
    database.exec(sql);
    database.close();
  };
  change(`insert into schema_migrations values (999, 'from the future', 0)`);
  await startsThatAreRefused(data, ['999', 'newer']);
  change(`delete from schema_migrations where number = 999`);
  await assertServes(t, data, secret);
});

test('another pepper than the one of the stored tokens is refused, from each place it can come from', async (t) => {
  const directory = temporaryDirectory(t);
  const data = join(directory, 'data');
  const secret = await initKeyward(data);
  const pepperFile = join(directory, 'other-pepper');
  writeFileSync(pepperFile, otherPepper(), { mode: 0o600 });
  await startsThatAreRefused(data, ['KEYWARD_PEPPER'], { KEYWARD_PEPPER: otherPepper() });
  await startsThatAreRefused(data, ['KEYWARD_PEPPER_FILE'], { KEYWARD_PEPPER_FILE: pepperFile });
  const own = readFileSync(join(data, 'pepper'), 'utf8');
  writeFileSync(join(data, 'pepper'), otherPepper());
  await startsThatAreRefused(data, ['pepper']);
  writeFileSync(join(data, 'pepper'), own);
  await assertServes(t, data, secret, { KEYWARD_PEPPER: `\n ${own} ` });
  await assertServes(t, data, secret);
});

test('a pepper file that is lost, short or open to others is refused, and no new one is made', async (t) => {
  const data = join(temporaryDirectory(t), 'data');
  const secret = await initKeyward(data);
  const pepperFile = join(data, 'pepper');
  const own = readFileSync(pepperFile, 'utf8');

  chmodSync(pepperFile, 0o644);
  await startsThatAreRefused(data, [pepperFile, 'chmod 600']);
  chmodSync(pepperFile, 0o600);
  writeFileSync(pepperFile, own.slice(0, 20));
  await startsThatAreRefused(data, [pepperFile]);
  rmSync(pepperFile);
  await startsThatAreRefused(data, [data, 'pepper']);
  assert.equal(existsSync(pepperFile), false);

  writeFileSync(pepperFile, own, { mode: 0o600 });
  await assertServes(t, data, secret);
});

test('a token prefix that stored tokens do not have is refused, and accepted beside theirs', async (t) => {
  const data = join(temporaryDirectory(t), 'data');
  const secret = await initKeyward(data);
  await startsThatAreRefused(data, ['KEYWARD_TOKEN_PREFIX', 'acme,kw'], { KEYWARD_TOKEN_PREFIX: 'acme' });
  await assertServes(t, data, secret, { KEYWARD_TOKEN_PREFIX: 'acme,kw' });
});
