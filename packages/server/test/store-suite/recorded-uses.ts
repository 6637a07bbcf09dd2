import assert from 'node:assert/strict';
import fc from 'fast-check';
import { StorageUnavailable, type Store } from '../../src/storage/store.ts';
import type { Uses } from '../../src/storage/usage-store.ts';
import { OUTCOMES, type Outcome, usageOf } from '../../src/tokens/token-usage.ts';
import type { TokenPrincipal } from '../../src/verification/principal.ts';
import { UsageRecorder } from '../../src/verification/usage-recorder.ts';
import { addAccount, addToken, type DeclarePromise, NOW_MS } from './fixtures.ts';

const DAY_MS = 86_400_000;
const NODES = 2;
const TOKENS = 3;

const call = fc.record({
  node: fc.nat(NODES - 1),
  token: fc.nat(TOKENS - 1),
  outcome: fc.constantFrom(...OUTCOMES),
  afterMs: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 60_000 }) }, fc.constant(DAY_MS)),
});
/** What becomes of each batch in turn; those that follow arrive. An answer is lost after the commit. */
const flush = fc.record({
  node: fc.nat(NODES - 1),
  fates: fc.array(fc.constantFrom('arrives', 'fails', 'answer lost'), { maxLength: 2 }),
});
type Step = { node: number } & (
  | { fates: readonly string[] }
  | { token: number; outcome: Outcome; afterMs: number }
);

/** Chance alone finds what goes wrong after a lost answer in most runs, and not in all. */
const LOST_AND_FAILED: Step[] = ['answer lost', 'fails'].flatMap((fate) => [
  { node: 0, token: 0, outcome: 'allowed' as const, afterMs: 1 },
  { node: 0, fates: [fate] },
]);

/** A store that fails as it is told. */
function faultyStore(store: Store, fates: string[]): Store {
  return {
    ...store,
    async recordUses(uses: Uses) {
      const fate = fates.shift() ?? 'arrives';
      if (fate === 'fails') throw new StorageUnavailable('told to');
      await store.recordUses(uses);
      if (fate === 'answer lost') throw new StorageUnavailable('the answer was lost');
    },
  };
}

export function recordedUsePromises(promise: DeclarePromise): void {
  promise(
    'the uses of several nodes add up exactly, whatever fails between: none is lost, none counts twice',
    async ({ store }) => {
      const { account, member } = await addAccount(store);
      const clock = { nowMs: NOW_MS, now: () => clock.nowMs };
      const steps = fc.array(fc.oneof({ weight: 4, arbitrary: call }, flush) as fc.Arbitrary<Step>, {
        minLength: 5,
        maxLength: 25,
        size: 'max',
      });
      await fc.assert(
        fc.asyncProperty(steps, async (all) => {
          const principals: TokenPrincipal[] = [];
          for (let index = 0; index < TOKENS; index++) {
            const { token, secret } = await addToken(store, member, { kind: 'service' });
            principals.push({
              accountId: account.id,
              token,
              secret: { id: secret.id },
              member,
            } as unknown as TokenPrincipal);
          }
          const fates: string[] = [];
          const recorders = Array.from(
            { length: NODES },
            () => new UsageRecorder(faultyStore(store, fates), clock),
          );
          const usedAt = new Map<string, number>();
          const calls: { id: string; outcome: string; day: number }[] = [];
          for (const step of all) {
            const recorder = recorders[step.node];
            if ('fates' in step) {
              fates.push(...step.fates);
              await recorder?.flush().catch(() => undefined);
              fates.length = 0;
              continue;
            }
            clock.nowMs += step.afterMs;
            const principal = principals[step.token];
            if (recorder === undefined || principal === undefined) continue;
            const { token } = principal;
            if (step.outcome === 'allowed') {
              recorder.noteToken(principal, `${clock.nowMs}`, 'test');
              usedAt.set(token.id, clock.nowMs);
            } else if (step.outcome === 'denied') {
              recorder.noteStrangeAddress(token);
              recorder.noteDenied(token);
            } else {
              recorder.noteRefused(token);
            }
            calls.push({ id: token.id, outcome: step.outcome, day: Math.floor(clock.nowMs / DAY_MS) });
          }
          for (const recorder of recorders) await recorder.flush();

          const ids = principals.map(({ token }) => token.id);
          const found = await store.reads.tokens.findTokens(account.id, ids, true);
          const firstDay = Math.floor(clock.nowMs / DAY_MS) - 29;
          for (const { token, outcomes = [] } of found) {
            const usage = usageOf(outcomes, clock.nowMs);
            assert.equal(usage.sinceMs, firstDay * DAY_MS);
            for (const outcome of OUTCOMES) {
              const expected = Array.from({ length: 30 }, (_, index) => {
                const isCounted = (each: (typeof calls)[number]) =>
                  each.id === token.id && each.outcome === outcome && each.day === firstDay + index;
                return calls.filter(isCounted).length;
              });
              assert.deepEqual(usage[outcome], expected);
            }
            const at = usedAt.get(token.id);
            assert.deepEqual(
              token.lastUse,
              at === undefined ? null : { at, address: `${at}`, agent: 'test' },
            );
          }
        }),
        { numRuns: 40, examples: [[LOST_AND_FAILED]] },
      );
    },
  );
}
