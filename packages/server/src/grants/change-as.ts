import type { Deployment } from '../deployment/deployment.ts';
import type { Changes } from '../storage/store.ts';
import type { Caller } from '../verification/caller.ts';
import { requireUnchanged } from './require-unchanged.ts';

/**
 * Makes a change on behalf of a caller, whose rights are as they were judged until the commit. Nothing is changed while
 * refusals cannot be written to the audit log.
 *
 * @throws Failure `unauthorized`, `optimistic_locking_error`, `service_unavailable`, and what `work` throws
 */
export async function changeAs<T>(
  { store, clock, auditBacklog }: Pick<Deployment, 'store' | 'clock' | 'auditBacklog'>,
  { principal }: Caller,
  work: (changes: Changes, nowMs: number) => Promise<T>,
): Promise<T> {
  await auditBacklog.requireWritable();
  return store.change(clock, async (changes, nowMs) => {
    await requireUnchanged(changes, principal, nowMs);
    return work(changes, nowMs);
  });
}
