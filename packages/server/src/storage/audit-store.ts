import type { AuditEntry, AuditRecord } from '../audit/audit-entry.ts';

export interface AuditFilter {
  /** Entries of this millisecond and earlier are included; milliseconds since 1970. */
  readonly beforeMs?: number;
  readonly afterMs?: number;
  /** Only entries committed before the one with this number. */
  readonly beforeNumber?: number;
  /** A text that the name or the description of the entry holds, without regard to case. */
  readonly text?: string;
}

export interface AuditReads {
  findAuditEntry(accountId: string, entryId: string): Promise<AuditEntry | undefined>;
  /** Newest first: the reverse of the order in which they were committed. */
  listAuditEntries(accountId: string, filter: AuditFilter, limit: number): Promise<readonly AuditEntry[]>;
}

/** An audit entry that is written outside any change. It tells when what it speaks of happened. */
export interface LoneAuditEntry {
  readonly accountId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly record: AuditRecord;
}
