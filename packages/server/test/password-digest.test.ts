import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { test } from 'node:test';
import {
  DIGEST_OF_NOTHING,
  digestPassword,
  isPasswordOf,
  PasswordRefused,
} from '../src/members/password-digest.ts';

test('a password is kept as argon2id, which another reading of its digest confirms', async () => {
  const phc = await digestPassword('correct horse battery');
  const [, algorithm, version, parameters, salt = '', tag = ''] = phc.split('$');
  assert.deepEqual([algorithm, version, parameters], ['argon2id', 'v=19', 'm=47104,t=1,p=1']);
  const again = crypto.argon2Sync('argon2id', {
    message: 'correct horse battery',
    nonce: Buffer.from(salt, 'base64'),
    memory: 47_104,
    passes: 1,
    parallelism: 1,
    tagLength: 32,
  });
  assert.equal(again.toString('base64').replace(/=+$/, ''), tag);
  assert.notEqual(await digestPassword('correct horse battery'), phc);
});

test('a password has 12 to 256 characters, and a refusal does not repeat it', async () => {
  for (const password of ['hunter2', 'x'.repeat(257), '🔑'.repeat(11)]) {
    await assert.rejects(digestPassword(password), (error) => {
      assert.ok(error instanceof PasswordRefused);
      return !error.message.includes(password);
    });
  }
  await digestPassword('🔑'.repeat(12));
});

test('a password is compared with what its digest says: parameters, salt and tag', async () => {
  const phc = await digestPassword('correct horse battery');
  assert.equal(await isPasswordOf(phc, 'correct horse battery'), true);
  assert.equal(await isPasswordOf(phc, 'correct horse batterz'), false);
  const salt = Buffer.from('another salt 123');
  const older = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 24 };
  const tag = crypto.argon2Sync('argon2id', { ...older, message: 'kept since long', nonce: salt });
  const text = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
  const olderPhc = `$argon2id$v=19$m=19456,t=2,p=1$${text(salt)}$${text(tag)}`;
  assert.equal(await isPasswordOf(olderPhc, 'kept since long'), true);
  assert.equal(await isPasswordOf(olderPhc.replace('t=2', 't=3'), 'kept since long'), false);
  assert.equal(await isPasswordOf(olderPhc, 'kept since'), false);
});

test('one password is one however it was typed', async () => {
  assert.equal(await isPasswordOf(await digestPassword('e\u0301cole maternelle'), 'école maternelle'), true);
});

test('no password is that of a digest of nothing, and what is no digest is our fault', async () => {
  for (const password of ['', '\0', 'correct horse battery']) {
    assert.equal(await isPasswordOf(DIGEST_OF_NOTHING, password), false);
  }
  for (const digest of ['', 'plain', '$argon2id$v=19$m=8,t=1,p=1$', '$2b$10$abcdefghijklmnopqrstuv']) {
    await assert.rejects(isPasswordOf(digest, 'x'), /not argon2id/);
  }
});
