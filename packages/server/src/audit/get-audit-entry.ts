import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import type { Principal } from '../verification/principal.ts';
import type { AuditEntryWithDetails } from './audit-entry.ts';
import { maySeeAuditLog } from './list-audit-entries.ts';

/** @throws Failure `not_found`, also when the caller may not see the log */
export async function getAuditEntry(
  { store }: Deployment,
  principal: Principal,
  entryId: string,
): Promise<AuditEntryWithDetails> {
  const entry = maySeeAuditLog(principal)
    ? await store.reads.audit.findAuditEntry(principal.accountId, entryId)
    : undefined;
  if (entry === undefined) throw new Failure('not_found', 'Invalid resource identifier');
  return entry;
}
