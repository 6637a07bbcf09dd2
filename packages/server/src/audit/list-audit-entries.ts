import type { Deployment } from '../deployment/deployment.ts';
import { hasAccess } from '../grants/require-access.ts';
import type { AuditFilter, AuditReads } from '../storage/audit-store.ts';
import type { Principal } from '../verification/principal.ts';
import type { AuditEntry } from './audit-entry.ts';
import type { AuditSelection } from './audit-selection.ts';
import { type EntryTraits, hasTraits } from './entry-traits.ts';

/** How long a page may look for entries. What it has not looked through by then is left to the next page. */
const PATIENCE_MS = 100;
const MAX_JUDGED_AT_ONCE = 512;

export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  /** Older entries may follow below this number; absent: there are none. */
  readonly belowNumber?: number;
}

/** Whether the principal may read the audit log of its account. */
export function maySeeAuditLog(principal: Principal): boolean {
  return hasAccess(principal, 'viewAuditLog', 'acct');
}

/**
 * Entries newest first. Without the right to see the log the list is empty: lists show what may be seen. Refusals that
 * wait in memory are written first; where that fails, the log is still there to be read.
 *
 * A page may hold fewer entries than asked for, or none, though more follow: where few of many entries are wanted they
 * are looked for in turns, so that nobody else waits.
 */
export async function listAuditEntries(
  { store, refusals }: Deployment,
  principal: Principal,
  filter: Omit<AuditFilter, 'places'>,
  selection: AuditSelection | undefined,
  traits: EntryTraits | undefined,
  limit: number,
): Promise<AuditPage> {
  if (!maySeeAuditLog(principal)) return { entries: [] };
  await refusals.flush().catch(() => undefined);
  const { audit } = store.reads;
  const { accountId } = principal;
  const places = selection?.placesIn(await audit.listAuditKinds(accountId));
  if (places?.length === 0) return { entries: [] };
  const numbers: number[] = [];
  const end = performance.now() + PATIENCE_MS;
  let { belowNumber } = filter;
  let count = limit + 1;
  do {
    const part = {
      ...filter,
      ...(belowNumber !== undefined && { belowNumber }),
      ...(places !== undefined && { places }),
    };
    const scan = await audit.scanAuditLog(accountId, part, count);
    const wanted = selection ? scan.accesses.filter((access) => selection.has(access)) : scan.accesses;
    const chosen = wanted.map(({ number }) => number);
    numbers.push(...(traits ? await numbersWith(traits, audit, accountId, chosen) : chosen));
    belowNumber = scan.readTo;
    count = Math.min(4 * count, MAX_JUDGED_AT_ONCE);
  } while (belowNumber !== undefined && numbers.length <= limit && performance.now() < end);

  const shown = numbers.slice(0, limit);
  const next = numbers.length > limit ? shown.at(-1) : belowNumber;
  const entries = await audit.getAuditEntries(accountId, shown);
  return { entries, ...(next !== undefined && { belowNumber: next }) };
}

async function numbersWith(
  traits: EntryTraits,
  audit: AuditReads,
  accountId: string,
  numbers: readonly number[],
): Promise<readonly number[]> {
  const entries = await audit.getAuditEntries(accountId, numbers);
  return entries.filter((entry) => hasTraits(entry, traits)).map(({ number }) => number);
}
