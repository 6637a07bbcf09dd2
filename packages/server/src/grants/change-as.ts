import type { AuditRecord } from '../audit/audit-entry.ts';
import type { Deployment } from '../deployment/deployment.ts';
import type { Changes } from '../storage/store.ts';
import type { Caller } from '../verification/caller.ts';
import { requireUnchanged } from './require-unchanged.ts';

/** For how long a call is known by its `Idempotency-Key`. */
export const KEY_LIFE_MS = 86_400_000;

/**
 * Makes a change on behalf of a caller, whose rights are as they were judged until the commit. A call that names itself
 * by an `Idempotency-Key` is remembered in the same transaction.
 *
 * @throws Failure `unauthorized`, `optimistic_locking_error`, and what `work` throws
 */
export function changeAs<T>(
  { store, clock }: Pick<Deployment, 'store' | 'clock'>,
  { principal, idempotent }: Caller,
  work: (changes: Changes, nowMs: number) => Promise<T>,
): Promise<T> {
  return store.change(clock, async (changes, nowMs) => {
    await requireUnchanged(changes, principal, nowMs);
    if (idempotent === undefined) return work(changes, nowMs);
    let targetId: string | null = null;
    const recordAudit = (accountId: string, record: AuditRecord) => {
      targetId ??= record.target.id;
      changes.recordAudit(accountId, record);
    };
    const result = await work({ ...changes, recordAudit }, nowMs);
    const { bodyDigest, ...call } = idempotent;
    await changes.idempotentCalls.deleteCallsBefore(nowMs - KEY_LIFE_MS + 1);
    await changes.idempotentCalls.insertCall(call, { bodyDigest, targetId, answer: null, at: nowMs });
    return result;
  });
}
