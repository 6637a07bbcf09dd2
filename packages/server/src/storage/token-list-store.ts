import type { TokenKind } from '../tokens/access-token.ts';
import type { TokenRole } from '../tokens/token-scope.ts';
import type { Page } from './page.ts';
import type { TokenReference, TokenWithMember } from './token-store.ts';

/** Which tokens an answer may show. */
export interface TokenFilter {
  readonly serviceTokens: boolean;
  /** The personal tokens of this holder … */
  readonly ownMemberId?: string;
  /** … or those of everybody. */
  readonly allPersonalTokens: boolean;
}

/** The status of a token that is listed. */
export type ListedStatus = 'active' | 'disabled' | 'expired' | 'holder_gone';

/** What a token has to be in order to be listed. */
export type TokenCondition =
  /**
   * The name, description, id or last four characters hold this text, or the e-mail or a name of the holder does, without
   * regard to case (of A to Z only in what the holder is called). Nothing in it has a meaning of its own. A text of one or two characters is what the name, or the e-mail or a
   * name of the holder, begins with.
   */
  | { readonly text: string }
  | { readonly statuses: readonly ListedStatus[] }
  | { readonly kinds: readonly TokenKind[] }
  /** One of these is its scope, or part of it. */
  | { readonly baseRoles: readonly TokenRole[]; readonly customRoleIds: readonly string[] }
  /** It is a personal token of this member, who may have been removed. */
  | { readonly holderId: string }
  /** It is a personal token of somebody who has or had this address, whatever its case. */
  | { readonly holderEmail: string }
  | { readonly tag: string }
  /** Not used at this time or later, and made before it: none is used before it is made. */
  | { readonly unusedSinceMs: number }
  | { readonly createdBeforeMs: number }
  /** Its making, its last change and its last reset were before it. */
  | { readonly modifiedBeforeMs: number }
  /** It has an end before this time. */
  | { readonly endsBeforeMs: number }
  /** One of its secrets was used at this time or later although it had ended. */
  | { readonly calledAfterEndSinceMs: number }
  /** At least one of these does not hold. */
  | { readonly notAll: readonly TokenCondition[] };

export type TokenColumn = 'name' | 'creationDate' | 'lastModified' | 'lastUsed' | 'expiry' | 'requests';

/**
 * Names are compared with the letters A to Z as small ones, by code points. A token without expiry ends last, one that was never used
 * was used first. Of equals the smaller id stands first; of tokens made in the same millisecond the greater one. Descending is the
 * same order backwards.
 */
export interface TokenSort {
  readonly column: TokenColumn;
  readonly isDescending: boolean;
}

/** Newest first; tokens made in the same millisecond in the order of their ids. */
export const NEWEST_FIRST: TokenSort = { column: 'creationDate', isDescending: true };

export interface TokenQuery {
  readonly visible: TokenFilter;
  /** All of them hold. */
  readonly conditions: readonly TokenCondition[];
  /** The time for which a status is meant. */
  readonly nowMs: number;
  /** Whether the tokens of a list come with what became of the calls with them. */
  readonly withOutcomes?: boolean;
}

/** The place of a token in a list: it stays where it is whatever becomes of that token or of others. */
export interface TokenPosition {
  readonly value: string | number;
  readonly id: string;
}

/** A part of a list: behind so many tokens, or behind a position. */
export type TokenPage = Page | { readonly limit: number; readonly after: TokenPosition };

export interface ListedTokens {
  readonly items: readonly TokenWithMember[];
  /** All that the query asks for, not only those of the page. */
  readonly totalCount: number;
  /** A text that very many have is not counted to the end: there are more than `totalCount`. */
  readonly isTotalCapped?: boolean;
  /** Of the last item, when others follow. */
  readonly end?: TokenPosition;
}

export type PlacedReference = TokenReference & { readonly position: TokenPosition };

/** Deleted tokens are in no list. */
export interface TokenLists {
  listTokens(accountId: string, query: TokenQuery, sort: TokenSort, page: TokenPage): Promise<ListedTokens>;
  /** What tells whether they may be seen, for callers for whom that is decided token by token. */
  listTokenReferences(
    accountId: string,
    query: TokenQuery,
    sort: TokenSort,
    page: TokenPage,
  ): Promise<readonly PlacedReference[]>;
  countTokens(accountId: string, query: TokenQuery): Promise<number>;
  /** How many tokens fulfil each of these lists of conditions beside those of the query, counted in one go. */
  countEach(
    accountId: string,
    query: TokenQuery,
    each: readonly (readonly TokenCondition[])[],
  ): Promise<readonly number[]>;
}
