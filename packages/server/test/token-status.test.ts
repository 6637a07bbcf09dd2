import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { tokenStatus } from '../src/tokens/token-status.ts';

const instant = fc.option(fc.integer({ min: 0, max: 20 }), { nil: null });

test('a secret works exactly while nothing has ended it', () => {
  fc.assert(
    fc.property(
      fc.record({
        kind: fc.constantFrom('personal' as const, 'service' as const),
        deletedAt: instant,
        disabledAt: instant,
        expiresAt: instant,
      }),
      instant,
      fc.option(fc.record({ removedAt: instant }), { nil: undefined }),
      fc.integer({ min: 0, max: 20 }),
      (token, endsAt, holder, nowMs) => {
        const holderLives = token.kind === 'service' || (holder !== undefined && holder.removedAt === null);
        const works =
          token.deletedAt === null &&
          token.disabledAt === null &&
          holderLives &&
          (token.expiresAt ?? Number.POSITIVE_INFINITY) > nowMs &&
          (endsAt ?? Number.POSITIVE_INFINITY) > nowMs;
        assert.equal(tokenStatus(token, { endsAt }, holder, nowMs) === 'active', works);
      },
    ),
    { numRuns: 5_000 },
  );
});

test('an end is exclusive: at that millisecond the secret no longer works', () => {
  const token = { kind: 'service', deletedAt: null, disabledAt: null, expiresAt: 1_000 } as const;
  assert.equal(tokenStatus(token, { endsAt: null }, undefined, 999), 'active');
  assert.equal(tokenStatus(token, { endsAt: null }, undefined, 1_000), 'expired');
  const endless = { ...token, expiresAt: null };
  assert.equal(tokenStatus(endless, { endsAt: 1_000 }, undefined, 999), 'active');
  assert.equal(tokenStatus(endless, { endsAt: 1_000 }, undefined, 1_000), 'superseded');
});

test('a final end is named before one that can be taken back', () => {
  const token = { kind: 'personal', deletedAt: 1, disabledAt: 1, expiresAt: 1 } as const;
  assert.equal(tokenStatus(token, { endsAt: 1 }, undefined, 5), 'deleted');
  assert.equal(tokenStatus({ ...token, deletedAt: null }, { endsAt: 1 }, undefined, 5), 'holder_gone');
});
