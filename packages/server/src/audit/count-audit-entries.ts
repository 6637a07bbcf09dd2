import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import type { AuditKind, AuditPlace, AuditReads } from '../storage/audit-store.ts';
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
  period: CountedPeriod,
  selection: AuditSelection | undefined,
  counts: number[],
): Promise<void> {
  if (selection === undefined) return addWhole(audit, accountId, period, () => true, counts);
  const places = selection.placesIn(await audit.listAuditKinds(accountId));
  const [whole = [], judged = []] = [true, false].map((isWhole) =>
    places.filter(({ globs }) => (globs === undefined) === isWhole),
  );
  const isWhole = ({ action, typeChain }: AuditKind) =>
    whole.some((place) => place.action === action && place.typeChain === typeChain);
  if (whole.length > 0) await addWhole(audit, accountId, period, isWhole, counts);
  if (judged.length > 0) await addJudged(audit, accountId, period, judged, selection, counts);
}

async function addWhole(
  audit: AuditReads,
  accountId: string,
  { afterMs, beforeMs, intervalMs }: CountedPeriod,
  isWanted: (kind: AuditKind) => boolean,
  counts: number[],
): Promise<void> {
  for (const bucket of counts.keys()) {
    const start = afterMs + bucket * intervalMs;
    const end = Math.min(start + intervalMs - 1, beforeMs);
    const kinds = await audit.countAuditEntries(accountId, start, end);
    for (const { count, ...kind } of kinds) if (isWanted(kind)) addTo(counts, bucket, count);
  }
}

async function addJudged(
  audit: AuditReads,
  accountId: string,
  { afterMs, beforeMs, intervalMs }: CountedPeriod,
  places: readonly AuditPlace[],
  selection: AuditSelection,
  counts: number[],
): Promise<void> {
  for (let belowNumber: number | undefined = Number.MAX_SAFE_INTEGER; belowNumber !== undefined; ) {
    const filter = { afterMs, beforeMs, places, belowNumber };
    const scan = await audit.scanAuditLog(accountId, filter, JUDGED_AT_ONCE);
    for (const access of scan.accesses) {
      if (selection.has(access)) addTo(counts, Math.floor((access.at - afterMs) / intervalMs), 1);
    }
    belowNumber = scan.readTo;
  }
}

function addTo(counts: number[], bucket: number, count: number): void {
  counts[bucket] = (counts[bucket] ?? 0) + count;
}
