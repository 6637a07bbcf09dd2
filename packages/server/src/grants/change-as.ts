import type { AuditRecord } from '../audit/audit-entry.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import type { Changes } from '../storage/store.ts';
import type { Caller } from '../verification/caller.ts';
import { requireUnchanged } from './require-unchanged.ts';

/** For how long a call is known by its `Idempotency-Key`. */
export const KEY_LIFE_MS = 86_400_000;

const RETRY_SECONDS = 1;

/** The same call was begun before and had not been answered when this one began: here, or on another node. */
export class CallUnderWay extends Failure {
  constructor() {
    super('conflict', 'a call with this `Idempotency-Key` is still under way', {
      retryAfterSeconds: RETRY_SECONDS,
    });
  }
}

/**
 * Makes a change on behalf of a caller, whose rights are as they were judged until the commit. A call that names itself
 * by an `Idempotency-Key` is remembered in the same transaction.
 *
 * @throws CallUnderWay, Failure `unauthorized`, `optimistic_locking_error`, and what `work` throws
 */
export function changeAs<T>(
  { store, clock }: Pick<Deployment, 'store' | 'clock'>,
  { principal, idempotent }: Caller,
  work: (changes: Changes, nowMs: number) => Promise<T>,
): Promise<T> {
  return store.change(clock, async (changes, nowMs) => {
    await requireUnchanged(changes, principal, nowMs);
    if (idempotent === undefined) return work(changes, nowMs);
    const { bodyDigest, ...call } = idempotent;
    await changes.idempotentCalls.deleteCallsBefore(nowMs - KEY_LIFE_MS + 1);
    if ((await changes.idempotentCalls.findCall(call)) !== undefined) throw new CallUnderWay();
    let targetId: string | null = null;
    const recordAudit = (accountId: string, record: AuditRecord) => {
      targetId ??= record.target.id;
      changes.recordAudit(accountId, record);
    };
    const result = await work({ ...changes, recordAudit }, nowMs);
    await changes.idempotentCalls.insertCall(call, { bodyDigest, targetId, answer: null, at: nowMs });
    return result;
  });
}
