import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { test } from 'node:test';
import { readPepperText } from '../src/tokens/pepper-text.ts';
import { digestSecret, isSameDigest, pepperFrom } from '../src/tokens/secret-digest.ts';
import { mintSecret } from '../src/tokens/token-format.ts';

test('S10: a digest cannot be computed without the pepper', () => {
  const secret = mintSecret('kw', 'personal');
  const digest = digestSecret(pepperFrom(crypto.randomBytes(32)), secret);
  const guesses = [
    crypto.createHash('sha256').update(secret).digest(),
    crypto.createHmac('sha256', '').update(secret).digest(),
    digestSecret(pepperFrom(crypto.randomBytes(32)), secret),
  ];
  for (const guess of guesses) assert.equal(isSameDigest(digest, guess), false);
});

test('the same pepper has the same id and digests, another has neither', () => {
  const key = crypto.randomBytes(32);
  const secret = mintSecret('kw', 'personal');
  assert.equal(pepperFrom(key).id, pepperFrom(key).id);
  assert.ok(isSameDigest(digestSecret(pepperFrom(key), secret), digestSecret(pepperFrom(key), secret)));
  assert.notEqual(pepperFrom(key).id, pepperFrom(crypto.randomBytes(32)).id);
  assert.equal(key.toString('hex').includes(pepperFrom(key).id), false);
});

test('digests of different length are different, not an error', () => {
  assert.equal(isSameDigest(new Uint8Array(32), new Uint8Array(31)), false);
});

test('a weak pepper is refused without being repeated', () => {
  const short = crypto.randomBytes(31).toString('base64');
  const refusal = (text: string) => {
    try {
      readPepperText(text);
    } catch (error) {
      return String(error);
    }
    return 'accepted';
  };
  assert.match(refusal(short), /31 bytes; at least 32/);
  assert.equal(refusal(short).includes(short), false);
  assert.match(refusal('not base64!'), /not base64/);
  assert.match(refusal(Buffer.alloc(32).toString('base64')), /repeats itself/);
  assert.equal(refusal(`  ${crypto.randomBytes(32).toString('base64')}\n`), 'accepted');
});
