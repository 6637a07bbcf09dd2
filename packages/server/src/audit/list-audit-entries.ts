import type { Deployment } from '../deployment/deployment.ts';
import { hasAccess } from '../grants/require-access.ts';
import type { AuditFilter } from '../storage/audit-store.ts';
import type { Principal } from '../verification/principal.ts';
import type { AuditEntry } from './audit-entry.ts';

/** Whether the principal may read the audit log of its account. */
export function maySeeAuditLog(principal: Principal): boolean {
  return hasAccess(principal, 'viewAuditLog', 'acct');
}

/**
 * Entries newest first. Without the right to see the log the list is empty: lists show what may be seen. Refusals that
 * wait in memory are written first; where that fails, the log is still there to be read.
 */
export async function listAuditEntries(
  { store, refusals }: Deployment,
  principal: Principal,
  filter: AuditFilter,
  limit: number,
): Promise<readonly AuditEntry[]> {
  if (!maySeeAuditLog(principal)) return [];
  await refusals.flush().catch(() => undefined);
  return store.reads.audit.listAuditEntries(principal.accountId, filter, limit);
}
