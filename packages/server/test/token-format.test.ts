import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  holdsSecret,
  lastFourOf,
  mintSecret,
  parseSecret,
  redactSecrets,
  SECRET_IN_TEXT,
  type SecretKind,
} from '../src/tokens/token-format.ts';

interface Vectors {
  readonly pattern: string;
  readonly valid: readonly {
    readonly secret: string;
    readonly prefix: string;
    readonly kind: SecretKind | null;
  }[];
  readonly invalid: readonly { readonly secret: string; readonly why: string }[];
}

const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../../../spec/token-format.json', import.meta.url), 'utf8'),
);
const KINDS = ['personal', 'service', 'code'] as const;

test('the published vectors hold', () => {
  for (const { secret, prefix, kind } of vectors.valid) {
    const parsed = parseSecret(secret);
    assert.equal(parsed?.prefix, prefix, secret);
    assert.equal(parsed?.kind ?? null, kind, secret);
  }
  for (const { secret, why } of vectors.invalid) assert.equal(parseSecret(secret), undefined, why);
});

test('the published pattern finds every secret in a text, and is the one that redacts', () => {
  assert.equal(vectors.pattern, SECRET_IN_TEXT.source);
  for (const { secret } of vectors.valid) {
    assert.equal(redactSecrets(`before ${secret} after`), 'before [redacted] after');
    assert.equal(holdsSecret(`x ${secret}, y`), true);
  }
  assert.equal(holdsSecret('kwp_ is how a token begins'), false);
});

test('the checksum is the CRC-32 of ISO 3309 in base62, computed here another way', () => {
  const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  for (const kind of KINDS) {
    const secret = mintSecret('kw', kind);
    let value = 0n;
    for (const digit of secret.slice(-6)) value = value * 62n + BigInt(digits.indexOf(digit));
    assert.equal(value, BigInt(bitwiseCrc32(secret.slice(0, -6))));
  }
});

test('what is minted is read back, and no single changed character is', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...KINDS),
      fc.constantFrom('kw', 'acme', 'a1'),
      fc.nat(),
      fc.constantFrom(...'0123456789ABCXYZabcxyz_-'),
      (kind, prefix, position, character) => {
        const secret = mintSecret(prefix, kind);
        assert.deepEqual(parseSecret(secret), { secret, prefix, kind });
        const index = position % secret.length;
        if (secret[index] === character) return;
        assert.equal(parseSecret(secret.slice(0, index) + character + secret.slice(index + 1)), undefined);
      },
    ),
    { numRuns: 2_000 },
  );
});

test('no text makes the parser throw, and nothing around a secret is taken', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
      assert.equal(parseSecret(text), undefined);
    }),
  );
  const secret = mintSecret('kw', 'personal');
  for (const wrapped of [
    ` ${secret}`,
    `${secret}\n`,
    `${secret}=`,
    secret.toUpperCase(),
    `${secret}${secret}`,
  ]) {
    assert.equal(parseSecret(wrapped), undefined);
  }
});

test('every base62 character is drawn equally often', () => {
  const counts = new Map<string, number>();
  const draws = 4_000;
  for (let draw = 0; draw < draws; draw++) {
    for (const character of mintSecret('kw', 'service').slice(4, 34)) {
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
  }
  const expected = (draws * 30) / 62;
  const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  assert.equal(counts.size, 62);
  // 61 degrees of freedom: a fair source passes 130 in one of a million runs, `byte % 62` reaches several hundred.
  assert.ok(chiSquare < 130, `chi-square ${chiSquare}`);
});

test('the shape with the prefix `api-` is a UUID v4', () => {
  const secret = mintSecret('api-', 'service');
  assert.match(secret, /^api-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.deepEqual(parseSecret(secret), { secret, prefix: 'api-' });
  assert.equal(lastFourOf(secret), secret.slice(-4));
});

function bitwiseCrc32(text: string): number {
  let crc = 0xffffffff;
  for (const byte of Buffer.from(text, 'ascii')) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
