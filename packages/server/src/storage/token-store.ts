import type { Policy } from '@keyward/policy';
import type { AuditActor } from '../audit/audit-entry.ts';
import type { Member } from '../members/member.ts';
import type { HeldRoles } from '../roles/held-roles.ts';
import type { AccessToken, TokenKind, TokenUse } from '../tokens/access-token.ts';
import type { SecretDigest } from '../tokens/secret-digest.ts';
import type { DayOutcomes } from '../tokens/token-usage.ts';

/** A token with the member that it names. */
export interface TokenWithMember {
  readonly token: AccessToken;
  readonly member: Member;
  /** What became of the calls with it, when that was asked for. */
  readonly outcomes?: readonly DayOutcomes[];
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
  findToken(accountId: string, tokenId: string, withOutcomes?: boolean): Promise<TokenWithMember | undefined>;
  /** The personal tokens of these members, those that were used last first; each once. */
  listTokensOfMembers(accountId: string, memberIds: readonly string[]): Promise<readonly AccessToken[]>;
  /** The inline policies of all living tokens of the account. */
  listInlineRoles(accountId: string): Promise<readonly InlineRole[]>;
  /** The tokens with these ids, in the order of the ids. */
  findTokens(
    accountId: string,
    tokenIds: readonly string[],
    withOutcomes?: boolean,
  ): Promise<readonly TokenWithMember[]>;
  /** Who deleted a token, as they were then; undefined when it was not deleted. */
  findTokenDeleter(accountId: string, tokenId: string): Promise<TokenDeleter | undefined>;
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
  markTokenDeleted(
    accountId: string,
    tokenId: string,
    nowMs: number,
    deleter: TokenDeleter,
  ): Promise<boolean>;
}

/** Who ended a token, as they were then. */
export type TokenDeleter = Pick<AuditActor, 'member' | 'token'>;

/** The last use of a token with one of its secrets. */
export interface SecretUse extends TokenUse {
  readonly accountId: string;
  readonly tokenId: string;
  readonly secretId: string;
}

/** The last use of a secret that had ended. */
export interface EndedUse {
  readonly accountId: string;
  readonly tokenId: string;
  readonly at: number;
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
  /** Of its account. */
  readonly rulesVersion: number;
  /** The roles of the token, and of the member when it is their personal token. */
  readonly held: HeldRoles;
}
