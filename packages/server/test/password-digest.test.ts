import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { test } from 'node:test';
import { digestPassword, PasswordRefused } from '../src/members/password-digest.ts';

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
