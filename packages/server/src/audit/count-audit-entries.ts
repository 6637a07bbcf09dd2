import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import type { AuditReads } from '../storage/audit-store.ts';
import type { Principal } from '../verification/principal.ts';
import type { AuditSelection } from './audit-selection.ts';
import { maySeeAuditLog } from './list-audit-entries.ts';

const JUDGED_AT_ONCE = 512;

/** Both ends are included. */
export interface AuditPeriod {
  readonly afterMs: number;
  readonly beforeMs: number;
  /** Into how many parts of the same length the time is divided; fewer where it has fewer milliseconds. */
  readonly buckets: number;
}

export interface AuditCounts {
  /** Each begins at its time and ends where the next begins. */
  readonly buckets: readonly { readonly at: number; readonly count: number }[];
  readonly intervalMs: number;
}

/**
 * How many entries there are in each part of a time. Without the right to see the log there are none.
 *
 * @throws Failure `invalid_request` when the time ends before it begins
 */
export async function countAuditEntries(
  { store, refusals }: Deployment,
  principal: Principal,
  { afterMs, beforeMs, buckets }: AuditPeriod,
  selection: AuditSelection | undefined,
): Promise<AuditCounts> {
  if (afterMs > beforeMs) throw new Failure('invalid_request', '`after`: is later than `before`');
  const lengthMs = beforeMs - afterMs + 1;
  const intervalMs = Math.ceil(lengthMs / buckets);
  const counts = new Array<number>(Math.ceil(lengthMs / intervalMs)).fill(0);
  if (maySeeAuditLog(principal)) {
    await refusals.flush().catch(() => undefined);
    const period = { afterMs, beforeMs, intervalMs };
    await addCounts(store.reads.audit, principal.accountId, period, selection, counts);
  }
  return {
    buckets: counts.map((count, index) => ({ at: afterMs + index * intervalMs, count })),
    intervalMs,
  };
}

interface CountedPeriod {
  readonly afterMs: number;
  readonly beforeMs: number;
  readonly intervalMs: number;
}

/** Kinds of which every entry is wanted are counted by the database, part by part; of others each entry is judged. */
async function addCounts(
  audit: AuditReads,
  accountId: string,
  { afterMs, beforeMs, intervalMs }: CountedPeriod,
  selection: AuditSelection | undefined,
  counts: number[],
): Promise<void> {
  const add = (bucket: number, count: number) => {
    counts[bucket] = (counts[bucket] ?? 0) + count;
  };
  const places = selection?.placesIn(await audit.listAuditKinds(accountId));
  const whole = places?.filter(({ globs }) => globs === undefined);
  if (whole === undefined || whole.length > 0) {
    for (const bucket of counts.keys()) {
      const start = afterMs + bucket * intervalMs;
      const end = Math.min(start + intervalMs - 1, beforeMs);
      for (const { action, typeChain, count } of await audit.countAuditEntries(accountId, start, end)) {
        const isWanted = (kind: { action: string; typeChain: string }) =>
          kind.action === action && kind.typeChain === typeChain;
        if (whole === undefined || whole.some(isWanted)) add(bucket, count);
      }
    }
  }
  const judged = places?.filter(({ globs }) => globs !== undefined) ?? [];
  if (selection === undefined || judged.length === 0) return;
  for (let belowNumber: number | undefined = Number.MAX_SAFE_INTEGER; belowNumber !== undefined; ) {
    const filter = { afterMs, beforeMs, places: judged, belowNumber };
    const scan = await audit.scanAuditLog(accountId, filter, JUDGED_AT_ONCE);
    for (const access of scan.accesses) {
      if (selection.has(access)) add(Math.floor((access.at - afterMs) / intervalMs), 1);
    }
    belowNumber = scan.readTo;
  }
}
