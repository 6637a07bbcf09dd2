/**
 * What the service asks of a database, and what every database must promise. `test/store-suite.ts` holds each
 * promise against every implementation.
 */
import type { Policy, TypeDeclaration } from '@keyward/policy';
import type { Kysely } from 'kysely';
import type { Account } from '../accounts/account.ts';
import type { AccountSettings } from '../accounts/account-settings.ts';
import type { AuditEntry, AuditRecord } from '../audit/audit-entry.ts';
import type { Clock } from '../clock.ts';
import type { Member } from '../members/member.ts';
import type { HeldRoles } from '../roles/held-roles.ts';
import type { Role } from '../roles/role.ts';
import type { AccessToken, TokenKind, TokenUse } from '../tokens/access-token.ts';
import type { SecretDigest } from '../tokens/secret-digest.ts';

/** The parts of an answer: `limit` and `offset` count rows. */
export interface Page {
  readonly limit: number;
  readonly offset: number;
}

export interface AccountReads {
  findAccount(accountId: string): Promise<Account | undefined>;
  /** Whether any account exists: a store without one waits for its set-up. */
  hasAccount(): Promise<boolean>;
}

export interface AccountWrites extends AccountReads {
  insertAccount(account: Account): Promise<void>;
  replaceSettings(accountId: string, settings: AccountSettings): Promise<void>;
}

/** Members that were removed are not found; their rows stay as tombstones. */
export interface MemberReads {
  findMember(accountId: string, memberId: string): Promise<Member | undefined>;
  /** The oldest member with role `owner`: the `ownerId` of the wire. */
  findOldestOwner(accountId: string): Promise<Member | undefined>;
  /** The living member of any account with this e-mail, whatever its case. */
  findMemberByEmail(email: string): Promise<Member | undefined>;
  /** Newest first; members made in the same millisecond in the order of their ids. */
  listMembers(accountId: string, page: Page): Promise<readonly Member[]>;
  countMembers(accountId: string): Promise<number>;
}

export interface MemberWrites extends MemberReads {
  /** @throws UniqueViolation `email` when a living member of any account has that address, whatever its case. */
  insertMember(member: Member): Promise<void>;
  /**
   * Writes what may change of a member (names, role, acceptance, removal), one version later. Answers false when the
   * stored version is not the one before.
   */
  updateMember(member: Member): Promise<boolean>;
  /** Owners who have accepted: somebody who can act. */
  countOwners(accountId: string): Promise<number>;
  /** The living member of any account with this id. */
  findMemberById(memberId: string): Promise<Member | undefined>;
}

/** What a member signs in with who has accepted their invitation and was not removed. `userId` is how Better Auth names the member. */
export interface Credential {
  readonly userId: string;
  readonly member: Member;
  /** In PHC form. */
  readonly passwordDigest: string;
}

/** A session as its row says; whether it has ended is for `sign-in/session-life.ts`. Times are milliseconds since 1970. */
export interface SessionRecord {
  readonly id: string;
  /** Where the member signed in from. */
  readonly address: string;
  readonly agent: string;
  readonly startedAt: number;
  readonly lastSeenAt: number;
}

export interface CredentialReads {
  /** Whatever the case of the address. */
  findCredential(email: string): Promise<Credential | undefined>;
  hasPassword(memberId: string): Promise<boolean>;
  /** A session with its living member. */
  findSession(
    sessionId: string,
  ): Promise<{ readonly session: SessionRecord; readonly member: Member } | undefined>;
  /** The sessions of a living member, newest first. */
  listSessions(memberId: string): Promise<readonly SessionRecord[]>;
}

export interface CredentialWrites extends CredentialReads {
  /** Gives a member who has none a password. @throws UniqueViolation when the member has one, or the address is taken */
  insertCredential(member: Member, passwordDigest: string, nowMs: number): Promise<void>;
  /** Answers false when the member has no password to replace. */
  replacePassword(memberId: string, passwordDigest: string, nowMs: number): Promise<boolean>;
  /** Ends every session of the member but one, and answers how many. */
  endSessions(memberId: string, exceptSessionId?: string): Promise<number>;
  /** Answers false when the member has no such session. */
  endSession(memberId: string, sessionId: string): Promise<boolean>;
  /** Clears away sessions that began, or were last used, at that time or earlier. */
  deleteEndedSessions(
    memberId: string,
    ended: { readonly startedBeforeMs: number; readonly seenBeforeMs: number },
  ): Promise<void>;
  /** Takes the password of a member and ends every session: the address is free again. */
  deleteCredential(memberId: string): Promise<void>;
}

/** A token with the member that it names. */
export interface TokenWithMember {
  readonly token: AccessToken;
  readonly member: Member;
}

/** Which tokens an answer may show. */
export interface TokenFilter {
  readonly serviceTokens: boolean;
  /** The personal tokens of this holder … */
  readonly ownMemberId?: string;
  /** … or those of everybody. */
  readonly allPersonalTokens: boolean;
}

/** What tells whether a token may be seen. */
export type TokenReference = Pick<AccessToken, 'id' | 'kind' | 'memberId' | 'tags'>;

export interface TokenVersion {
  readonly tokenId: string;
  readonly version: number;
}

export interface InlineRole extends TokenVersion {
  readonly policy: Policy;
}

/** Deleted tokens are not found; their rows stay as tombstones. */
export interface TokenReads {
  findToken(accountId: string, tokenId: string): Promise<TokenWithMember | undefined>;
  /** Newest first; tokens made in the same millisecond in the order of their ids. */
  listTokens(accountId: string, filter: TokenFilter, page: Page): Promise<readonly TokenWithMember[]>;
  countTokens(accountId: string, filter: TokenFilter): Promise<number>;
  /** All tokens of the account, in the order of a list. */
  listTokenReferences(accountId: string): Promise<readonly TokenReference[]>;
  /** The inline policies of all living tokens of the account. */
  listInlineRoles(accountId: string): Promise<readonly InlineRole[]>;
  /** The tokens with these ids, in the order of a list. */
  findTokens(accountId: string, tokenIds: readonly string[]): Promise<readonly TokenWithMember[]>;
  countLiveTokens(accountId: string, kind: TokenKind, nowMs: number): Promise<number>;
  /** The living tokens that live for longer than this from now, or without end; null: any that ends is short enough. */
  countLongTokens(accountId: string, longestLifeMs: number | null, nowMs: number): Promise<number>;
  /** The older secrets of these tokens that still work, the newest first. */
  listPreviousSecrets(
    accountId: string,
    tokenIds: readonly string[],
    nowMs: number,
  ): Promise<readonly PreviousSecret[]>;
}

/** A secret that a reset replaced and that works until its end (exclusive). */
export interface PreviousSecret {
  readonly id: string;
  readonly tokenId: string;
  readonly lastFour: string;
  readonly supersededAt: number;
  readonly endsAt: number;
  readonly lastUsedAt: number | null;
}

export interface NewSecret {
  readonly id: string;
  readonly tokenId: string;
  readonly accountId: string;
  readonly digest: SecretDigest;
  readonly pepperId: string;
  readonly prefix: string;
  readonly lastFour: string;
  readonly createdAt: number;
}

export interface TokenWrites extends TokenReads {
  /** Which living tokens of the account have inline policies, and in which version. */
  listInlineVersions(accountId: string): Promise<readonly TokenVersion[]>;
  insertToken(token: AccessToken): Promise<void>;
  /** @throws UniqueViolation `digest` when another secret has that digest. */
  insertSecret(secret: NewSecret): Promise<void>;
  /**
   * Writes what may change of a living token, one version later. Answers false when the stored version is not the one
   * before, or the token has been deleted.
   */
  updateToken(token: AccessToken): Promise<boolean>;
  /** Replaces the current secret of a token by none: it works until `endsAt`, exclusive. */
  supersedeSecret(accountId: string, tokenId: string, nowMs: number, endsAt: number): Promise<void>;
  /** Moves the end of a superseded secret. */
  setSecretEnd(accountId: string, secretId: string, endsAt: number): Promise<void>;
  /** Ends a token for good. Answers false when it was ended already: only one of many callers gets true. */
  markTokenDeleted(accountId: string, tokenId: string, nowMs: number): Promise<boolean>;
}

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

export interface RoleHolder {
  readonly kind: 'token' | 'member' | 'team';
  readonly id: string;
  /** Of the holder. */
  readonly version: number;
}

export interface RoleHolderCounts {
  readonly tokens: number;
  readonly members: number;
  readonly teams: number;
}

export interface RoleReads {
  findRole(accountId: string, keyOrId: string): Promise<Role | undefined>;
  /** Newest first; roles made in the same millisecond in the order of their ids. */
  listRoles(accountId: string, page: Page): Promise<readonly Role[]>;
  countRoles(accountId: string): Promise<number>;
  listRoleHolders(accountId: string, roleId: string): Promise<readonly RoleHolder[]>;
  /** By role. */
  countRoleHolders(roleIds: readonly string[]): Promise<ReadonlyMap<string, RoleHolderCounts>>;
  /** The roles that the rights of a token, a member or a token of a member are made of. */
  findHeldRoles(of: { readonly tokenId?: string; readonly memberId?: string }): Promise<HeldRoles>;
}

export interface RoleWrites extends RoleReads {
  /** Which roles the account has, and in which version. */
  listRoleVersions(accountId: string): Promise<readonly Pick<Role, 'id' | 'version'>[]>;
  /** @throws UniqueViolation `key` when a role of the account has that key */
  insertRole(role: Role): Promise<void>;
  /** Writes what may change of a role, one version later. Answers false when the stored version is not the one before. */
  updateRole(role: Role): Promise<boolean>;
  /** Takes a role from a holder, who is one version later then. */
  takeRole(
    accountId: string,
    holder: Pick<RoleHolder, 'kind' | 'id'>,
    roleId: string,
    nowMs: number,
  ): Promise<void>;
  /** Answers false when there was none. Nobody may hold it any more. */
  deleteRole(accountId: string, roleId: string): Promise<boolean>;
}

/** The resource types that an account declared, beside those built in. */
export interface ResourceTypeReads {
  listResourceTypes(accountId: string): Promise<readonly TypeDeclaration[]>;
}

export interface ResourceTypeWrites extends ResourceTypeReads {
  /** Declares the type, or declares it anew. */
  putResourceType(accountId: string, type: TypeDeclaration): Promise<void>;
  /** Answers false when there was none. */
  deleteResourceType(accountId: string, name: string): Promise<boolean>;
}

/** What a one-time code opens: the first account, a member's account for the first time, or a new password. */
export type OneTimeCodeKind = 'setup' | 'invitation' | 'password';

/** The subject of the set-up code. The other kinds name a member. */
export const DEPLOYMENT = 'deployment';

/** Codes that work once. A subject has at most one of each kind. Ends are exclusive, milliseconds since 1970. */
export interface OneTimeCodes {
  findCode(
    kind: OneTimeCodeKind,
    subjectId: string,
  ): Promise<{ readonly digest: Uint8Array; readonly expiresAt: number } | undefined>;
  findCodeSubject(
    kind: OneTimeCodeKind,
    digest: SecretDigest,
  ): Promise<{ readonly subjectId: string; readonly expiresAt: number } | undefined>;
  replaceCode(
    kind: OneTimeCodeKind,
    subjectId: string,
    code: { readonly digest: SecretDigest; readonly expiresAt: number },
  ): Promise<void>;
  deleteCode(kind: OneTimeCodeKind, subjectId: string): Promise<void>;
}

/** A call that names itself by an `Idempotency-Key`. */
export interface IdempotentCallKey {
  readonly accountId: string;
  /** Who calls: a token, or a member who is signed in. */
  readonly caller: string;
  readonly operation: string;
  readonly key: string;
}

export interface IdempotentCall {
  readonly bodyDigest: Uint8Array;
  /** What the call made or changed. */
  readonly targetId: string | null;
  /** The answer as JSON; null when it held a secret. */
  readonly answer: string | null;
  readonly at: number;
}

export interface IdempotentCalls {
  /** @throws UniqueViolation when the call was made already */
  insertCall(call: IdempotentCallKey, outcome: IdempotentCall): Promise<void>;
  deleteCallsBefore(atMs: number): Promise<void>;
}

/** Reads see everything that was committed before they began. */
export interface Reads {
  readonly accounts: AccountReads;
  readonly members: MemberReads;
  readonly credentials: CredentialReads;
  readonly tokens: TokenReads;
  readonly roles: RoleReads;
  readonly resourceTypes: ResourceTypeReads;
  readonly audit: AuditReads;
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

/** What a change may do, all in one transaction. */
export interface Changes {
  readonly accounts: AccountWrites;
  readonly members: MemberWrites;
  readonly credentials: CredentialWrites;
  readonly tokens: TokenWrites;
  readonly roles: RoleWrites;
  readonly resourceTypes: ResourceTypeWrites;
  readonly oneTimeCodes: OneTimeCodes;
  readonly idempotentCalls: IdempotentCalls;
  /** Announces that an entity changed: one row of the change log, numbered at the end of the transaction. */
  recordChange(entity: ChangedEntity): void;
  /** Writes one audit entry at the end of the transaction, numbered with the changes. */
  recordAudit(accountId: string, record: AuditRecord): void;
}

/** An audit entry that is written outside any change. It tells when what it speaks of happened. */
export interface LoneAuditEntry {
  readonly accountId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly record: AuditRecord;
}

/** The last use of a token with one of its secrets. */
export interface SecretUse extends TokenUse {
  readonly accountId: string;
  readonly tokenId: string;
  readonly secretId: string;
}

/** The last time that a member called: with a personal token, or signed in (null). */
export interface MemberSeen {
  readonly accountId: string;
  readonly memberId: string;
  readonly at: number;
  readonly tokenId: string | null;
}

export interface Uses {
  readonly secrets: readonly SecretUse[];
  readonly members: readonly MemberSeen[];
}

/** A pepper and a prefix that stored secrets were made with. */
export interface SecretForm {
  readonly pepperId: string;
  readonly prefix: string;
}

/** What a secret leads to. `member` is the holder, or the creator of a service token; undefined when removed. */
export interface SecretOwner {
  readonly secretId: string;
  readonly secretDigest: Uint8Array;
  readonly secretEndsAt: number | null;
  readonly token: AccessToken;
  readonly member: Member;
  /** The roles of the token, and of the member when it is their personal token. */
  readonly held: HeldRoles;
}

export interface Store {
  readonly reads: Reads;

  /** The one look-up of a verification: an indexed read that takes microseconds and finds tombstones too. */
  findSecretOwner(digest: SecretDigest): Promise<SecretOwner | undefined>;

  /** Whether there is such a one-time code, expired or not. */
  hasCode(kind: OneTimeCodeKind, digest: SecretDigest): Promise<boolean>;

  /** A call that was remembered by its key. Sees every commit, as a change does. */
  findIdempotentCall(call: IdempotentCallKey): Promise<IdempotentCall | undefined>;

  /** Keeps the answer of a remembered call. It changes nothing else, and no rights: no row of the change log is written. */
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
   * Notes when tokens were last used and members last seen, in one transaction. It is no change: nothing is announced,
   * no version grows, no number is taken. Only rows that have not ended are touched, nothing else of them is written,
   * and an older use never replaces a newer one.
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

  /** @throws StorageUnavailable when a write would fail now. */
  checkWritable(): Promise<void>;

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
