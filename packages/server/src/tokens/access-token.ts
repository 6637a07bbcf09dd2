import type { TokenScope } from './token-scope.ts';

/** Personal tokens live and die with their holder; service tokens belong to the account. */
export type TokenKind = 'personal' | 'service';

/** The stored record of an access token. Times are milliseconds since 1970. */
export interface AccessToken {
  readonly id: string;
  readonly accountId: string;
  readonly kind: TokenKind;
  /** The holder of a personal token; of a service token, the member who created it. */
  readonly memberId: string;
  readonly name: string;
  readonly description: string;
  readonly scope: TokenScope;
  readonly defaultApiVersion: number;
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** The end, exclusive: at this millisecond the token no longer works. */
  readonly expiresAt: number | null;
  readonly disabledAt: number | null;
  readonly deletedAt: number | null;
  /** Grows by one with every change: what was read is compared with it before it is relied on. */
  readonly version: number;
  /** The last four characters of its current secret. */
  readonly lastFour: string;
  /** Addresses and CIDR ranges from which it works; empty: from everywhere. */
  readonly allowedIps: readonly string[];
  /** Policies may select tokens by them. */
  readonly tags: readonly string[];
  readonly lastUse: TokenUse | null;
}

/** The last time that a token was used, true within a minute. */
export interface TokenUse {
  readonly at: number;
  readonly address: string;
  readonly agent: string;
}

/** The resource specifier of a token, as policies and the audit log name it. */
export function tokenResource(token: Pick<AccessToken, 'id' | 'kind' | 'memberId'>): string {
  return token.kind === 'service'
    ? `service-token/${token.id}`
    : `member/${token.memberId}:token/${token.id}`;
}
