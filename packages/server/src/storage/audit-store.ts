import type { ChainedEntry, ChainHead } from '../audit/audit-chain.ts';
import type { AuditEntry, AuditEntryWithDetails, AuditRecord } from '../audit/audit-entry.ts';

export interface AuditFilter {
  /** Entries of this millisecond and earlier are included; milliseconds since 1970. */
  readonly beforeMs?: number;
  readonly afterMs?: number;
  /** Only entries committed before the one with this number. */
  readonly belowNumber?: number;
  /** A text that the name or the description of the entry holds, without regard to case. */
  readonly text?: string;
  /** Where alone to look: what is elsewhere is left out, what is in one of these places may be found. */
  readonly places?: readonly AuditPlace[];
}

/** Entries of one action on resources of one type chain. */
export interface AuditKind {
  readonly action: string;
  /** `member/*:token/*`; empty where the entry names no resource that can be read. */
  readonly typeChain: string;
}

export interface AuditPlace extends AuditKind {
  /** Only resources that one of these matches, in which `*` stands for any characters; absent: all. */
  readonly globs?: readonly string[];
}

/** As much of an entry as it takes to choose it. */
export interface AuditAccess {
  readonly number: number;
  readonly at: number;
  readonly action: string;
  readonly resource: string;
}

/** Some of the entries of a filter, newest first. */
export interface AuditScan {
  readonly accesses: readonly AuditAccess[];
  /** Older entries may follow below this number; absent: there are none. */
  readonly readTo?: number;
}

/** The end of the chain of one account. */
export interface AuditHead extends ChainHead {
  readonly accountId: string;
  /** Of its newest entry. */
  readonly number: number;
}

export type StoredAuditEntry = ChainedEntry & { readonly hash: Uint8Array };

export interface AuditReads {
  findAuditEntry(accountId: string, entryId: string): Promise<AuditEntryWithDetails | undefined>;
  /** Entries by their numbers, newest first. */
  getAuditEntries(accountId: string, numbers: readonly number[]): Promise<readonly AuditEntry[]>;
  /**
   * Looks for at most `limit` entries, newest first: the reverse of the order in which they were committed. It looks
   * through a bounded number of them, so it may find fewer, or none, and still not be at the end.
   */
  scanAuditLog(accountId: string, filter: AuditFilter, limit: number): Promise<AuditScan>;
  /** Every kind of entry that the account has. */
  listAuditKinds(accountId: string): Promise<readonly AuditKind[]>;
  /** How many entries of each kind there are in a time, both ends included. */
  countAuditEntries(
    accountId: string,
    afterMs: number,
    beforeMs: number,
  ): Promise<readonly (AuditKind & { readonly count: number })[]>;
  /** Of each account. */
  listAuditHeads(): Promise<readonly AuditHead[]>;
  /** The place of an entry in the chain of its account; of the newest one without a number. */
  findAuditPlace(accountId: string, number?: number): Promise<AuditHead | undefined>;
}

/** An audit entry that is written outside any change. It tells when what it speaks of happened. */
export interface LoneAuditEntry {
  readonly accountId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly record: AuditRecord;
}
