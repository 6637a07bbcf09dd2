import type { Deployment } from '../deployment/deployment.ts';
import type { Changes } from '../storage/store.ts';
import type { Caller } from '../verification/caller.ts';
import { requireUnchanged } from './require-unchanged.ts';

/**
 * Makes a change on behalf of a caller, whose rights are as they were judged until the commit.
 *
 * @throws Failure `unauthorized`, `optimistic_locking_error`, and what `work` throws
 */
export function changeAs<T>(
  { store, clock }: Pick<Deployment, 'store' | 'clock'>,
  { principal }: Caller,
  work: (changes: Changes, nowMs: number) => Promise<T>,
): Promise<T> {
  return store.change(clock, async (changes, nowMs) => {
    await requireUnchanged(changes, principal, nowMs);
    return work(changes, nowMs);
  });
}
