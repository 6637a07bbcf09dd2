import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { callApi, statusOfSecret } from './call-api.ts';
import { runKeyward, startKeyward, temporaryDirectory } from './keyward-process.ts';

const EMAIL = ['--email', 'owner@example.com'];

test('init -q prints the secret and one newline, and the secret works', async (t) => {
  const data = join(temporaryDirectory(t), 'data');
  const made = await runKeyward(['init', '--data', data, ...EMAIL, '-q']);
  assert.deepEqual([made.code, made.stderr], [0, '']);
  assert.match(made.stdout, /^kwp_[0-9A-Za-z]{36}\n$/);
  assert.equal(statSync(data).mode & 0o077, 0, 'others cannot look into the data directory');
  assert.equal(statSync(join(data, 'pepper')).mode & 0o077, 0, 'others cannot read the pepper');

  const server = await startKeyward(t, { data });
  const me = await callApi(server.url, '/api/v2/members/me', { secret: made.stdout.trim() });
  assert.deepEqual([me.status, me.body?.email, me.body?.role], [200, 'owner@example.com', 'owner']);
  assert.doesNotMatch(server.stderr(), /kwb_/, 'there is nothing left to set up');
});

test('init says what it made on stderr, and when the token ends', async (t) => {
  const directory = temporaryDirectory(t);
  const month = await runKeyward(['init', '--data', join(directory, 'month'), ...EMAIL]);
  assert.match(month.stdout, /^kwp_[0-9A-Za-z]{36}\n$/);
  assert.match(month.stderr, /owner@example\.com .* ends \d{4}-/);
  assert.equal(month.stderr.includes(month.stdout.trim()), false, 'the secret is on stdout only');
  const ever = await runKeyward(['init', '--data', join(directory, 'ever'), ...EMAIL, '--expires', 'never']);
  assert.match(ever.stderr, /never ends/);
});

test('a second init is refused and changes nothing', async (t) => {
  const data = join(temporaryDirectory(t), 'data');
  const first = await runKeyward(['init', '--data', data, ...EMAIL, '-q']);
  const before = readFileSync(join(data, 'keyward.db'));
  const second = await runKeyward(['init', '--data', data, '--email', 'other@example.com', '-q']);
  assert.deepEqual([second.code, second.stdout], [1, '']);
  assert.match(second.stderr, /^keyward: .*already set up.*\n$/);
  assert.deepEqual(readFileSync(join(data, 'keyward.db')), before);
  const server = await startKeyward(t, { data });
  assert.equal(await statusOfSecret(server.url, first.stdout.trim()), 200);
});

test('init takes a password from a file; a short or missing one is refused before anything is made', async (t) => {
  const directory = temporaryDirectory(t);
  const data = join(directory, 'data');
  const passwordFile = join(directory, 'password');
  const init = () => runKeyward(['init', '--data', data, ...EMAIL, '--password-file', passwordFile, '-q']);

  const missing = await init();
  assert.deepEqual([missing.code, missing.stdout, existsSync(data)], [1, '', false]);
  assert.match(missing.stderr, /^keyward: [^\n]*--password-file[^\n]*\n$/);
  assert.ok(missing.stderr.includes(passwordFile));

  writeFileSync(passwordFile, 'short\n');
  const short = await init();
  assert.deepEqual([short.code, short.stdout, existsSync(data)], [1, '', false]);
  assert.match(short.stderr, /^keyward: [^\n]*password[^\n]*\n$/);

  const password = 'correct horse battery staple';
  writeFileSync(passwordFile, `${password}\n`);
  const good = await init();
  assert.deepEqual([good.code, good.stderr], [0, '']);
  const file = readFileSync(join(data, 'keyward.db'), 'latin1');
  assert.equal(file.includes(password), false, 'the password is stored as a digest only');
  assert.match(file, /argon2id|scrypt/);
});

test('wrong words are wrong usage: exit code 2, and nothing is made', async (t) => {
  const data = join(temporaryDirectory(t), 'data');
  for (const words of [
    ['init', '--data', data, '-q'],
    ['init', '--data', data, ...EMAIL, '--expires', 'tomorrow'],
    ['init', '--data', data, ...EMAIL, '--bogus'],
    ['serve', '--data', data, '--create', '--bogus'],
    ['serve', '--data', data, '--create', 'leftover'],
    ['bogus'],
  ]) {
    const { code, stdout, stderr } = await runKeyward(words);
    assert.deepEqual([code, stdout], [2, ''], words.join(' '));
    assert.match(stderr, /^error: /, words.join(' '));
  }
  const wrongEmail = await runKeyward(['init', '--data', data, '--email', 'nobody', '-q']);
  assert.equal(wrongEmail.code, 1);
  assert.match(wrongEmail.stderr, /^keyward: [^\n]*--email[^\n]*\n$/);
  assert.equal(existsSync(data), false);
});
