/**
 * What the service asks of a database, and what every database must promise. `test/store-suite.ts` holds each
 * promise against every implementation.
 */

import type { Kysely } from 'kysely';
import type { AuditRecord } from '../audit/audit-entry.ts';
import type { Clock } from '../clock.ts';
import type { SecretDigest } from '../tokens/secret-digest.ts';
import type { AccountReads, AccountWrites, ResourceTypeReads, ResourceTypeWrites } from './account-store.ts';
import type { AccountUsageReads } from './account-usage-store.ts';
import type { AuditReads, LoneAuditEntry } from './audit-store.ts';
import type { CopiedTable } from './backup-store.ts';
import type { ChangeFeed } from './change-log-store.ts';
import type { CredentialReads, CredentialWrites } from './credential-store.ts';
import type { DeviceRequestReads, DeviceRequestWrites } from './device-request-store.ts';
import type { EpochReads, EpochWrites } from './epoch-store.ts';
import type { GatewayRouteReads, GatewayRouteWrites } from './gateway-route-store.ts';
import type { IdempotentCall, IdempotentCallKey, IdempotentCalls } from './idempotent-call-store.ts';
import type { JournalReads } from './journal-store.ts';
import type { MemberReads, MemberWrites } from './member-store.ts';
import type { OneTimeCodeKind, OneTimeCodes } from './one-time-code-store.ts';
import type { Peppers } from './pepper-store.ts';
import type { RoleReads, RoleWrites } from './role-store.ts';
import type { TeamReads, TeamWrites } from './team-store.ts';
import type { TokenLists } from './token-list-store.ts';
import type { SecretForm, SecretOwner, TokenReads, TokenWrites } from './token-store.ts';
import type { Uses } from './usage-store.ts';

/** Reads see everything that was committed before they began. */
export interface Reads {
  readonly accounts: AccountReads;
  readonly members: MemberReads;
  readonly credentials: CredentialReads;
  readonly tokens: TokenReads & TokenLists;
  readonly roles: RoleReads;
  readonly teams: TeamReads;
  readonly resourceTypes: ResourceTypeReads;
  readonly gatewayRoutes: GatewayRouteReads;
  readonly deviceRequests: DeviceRequestReads;
  readonly audit: AuditReads;
  readonly epochs: EpochReads;
  readonly journal: JournalReads;
  readonly accountUsage: AccountUsageReads;
}

/** An entity whose change may alter what a principal may do. */
export interface ChangedEntity {
  /** Null for what belongs to the deployment: the code of its set-up. */
  readonly accountId: string | null;
  readonly kind:
    | 'account'
    | 'member'
    | 'role'
    | 'team'
    | 'token'
    | 'resource_type'
    | 'one_time_code'
    | 'sessions';
  /** Of `sessions`, the id of the member whose sessions they are. */
  readonly id: string;
}

export type ChangeListener = (entities: readonly ChangedEntity[]) => void;

/** What a change may do, all in one transaction. */
export interface Changes {
  readonly accounts: AccountWrites;
  readonly members: MemberWrites;
  readonly credentials: CredentialWrites;
  readonly tokens: TokenWrites;
  readonly roles: RoleWrites;
  readonly teams: TeamWrites;
  readonly resourceTypes: ResourceTypeWrites;
  readonly gatewayRoutes: GatewayRouteWrites;
  readonly oneTimeCodes: OneTimeCodes;
  readonly deviceRequests: DeviceRequestWrites;
  readonly idempotentCalls: IdempotentCalls;
  readonly epochs: EpochWrites;
  /** Announces that an entity changed: one row of the change log, numbered at the end of the transaction. */
  recordChange(entity: ChangedEntity): void;
  /** Writes one audit entry at the end of the transaction, numbered with the changes. */
  recordAudit(accountId: string, record: AuditRecord): void;
}

export interface Store extends Peppers {
  readonly reads: Reads;

  /** The one look-up of a verification: an indexed read that takes microseconds and finds tombstones too. */
  findSecretOwner(digest: SecretDigest): Promise<SecretOwner | undefined>;

  /** Whether there is such a one-time code, expired or not. */
  hasCode(kind: OneTimeCodeKind, digest: SecretDigest): Promise<boolean>;

  /** A call that was remembered by its key. Sees every commit, as a change does. */
  findIdempotentCall(call: IdempotentCallKey): Promise<IdempotentCall | undefined>;

  /** Keeps the first answer of a remembered call. It changes nothing else, and no rights: no row of the change log is written. */
  rememberAnswer(call: IdempotentCallKey, answer: string): Promise<void>;

  /** Every pepper and prefix that any stored secret was made with. */
  listSecretForms(): Promise<readonly SecretForm[]>;

  /**
   * Runs `work` in one transaction, alone among all changes. It is committed durably before the promise resolves,
   * and wholly undone when `work` or the commit fails. At its end the sequence row is taken, the change rows and
   * audit entries are numbered and written: so the order of numbers is the order of commits, and no change is
   * without its rows. The clock is read when the transaction begins: a change that waited for others is judged by the
   * time at which it is made. Work that announces no change is refused. Nothing but the database may be awaited inside.
   *
   * @throws UniqueViolation, StorageUnavailable
   */
  change<T>(clock: Clock, work: (changes: Changes, nowMs: number) => Promise<T>): Promise<T>;

  /**
   * Notes when tokens were last used and members last seen, and adds up what became of calls, in one transaction. It is no
   * change: nothing is announced, no version grows, no number is taken. Only rows that have not ended are touched, nothing else of
   * them is written, and an older use never replaces a newer one. The use of a secret that had ended, and the outcomes of calls, are noted
   * apart, for the tokens of the account alone. A batch that was written is not written again.
   *
   * @throws StorageUnavailable
   */
  recordUses(uses: Uses): Promise<void>;

  /**
   * Writes audit entries that belong to no change, in one transaction, numbered with all others in the order of commits.
   *
   * @throws StorageUnavailable
   */
  writeAuditEntries(entries: readonly LoneAuditEntry[]): Promise<void>;

  /** Notes when a session was last used: outside changes and without a number, since it alters no right. */
  noteSessionUse(sessionId: string, nowMs: number): Promise<void>;

  /**
   * The writing connection, for Better Auth to keep its own tables with, one statement at a time and never in a
   * transaction of its own. Never to be used inside `change`, which holds the connection.
   */
  readonly signInDatabase: { readonly db: Kysely<unknown>; readonly type: 'sqlite' | 'postgres' };

  /**
   * Writes all that the database holds at one moment into a new file, on a thread of its own: a backup. Sessions and codes
   * that were sent are left out.
   *
   * @throws StorageUnavailable
   */
  backUp(file: string, nowMs: number): Promise<readonly CopiedTable[]>;

  /** Whether another copy of the data, which was restored later, goes on in place of this one. */
  isSuperseded(): boolean;

  /** @throws StorageUnavailable when a write would fail now. */
  checkWritable(): Promise<void>;

  /**
   * Calls `listener` with what each change of this process announced, once it is committed and before its promise resolves.
   *
   * @returns ends it
   */
  onChange(listener: ChangeListener): () => void;

  /** What other processes change; undefined when nobody else can. */
  readonly feed: ChangeFeed | undefined;

  /** Waits for changes under way, then closes. */
  close(): Promise<void>;
}

/** A row with that value exists. The message names the column, never the value. */
export class UniqueViolation extends Error {
  override readonly name = 'UniqueViolation';
  readonly column: string;
  constructor(column: string, cause: unknown) {
    super(`a row with that \`${column}\` exists`, { cause });
    this.column = column;
  }
}

/** The database cannot do its work now: full disk, failed write, no answer. Nothing was changed. */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable';
}

/** Nobody answers where the database should be, or it takes nobody in yet. Who waits may be answered later. */
export class DatabaseAway extends StorageUnavailable {}
