import crypto from 'node:crypto';
import { Failure } from '../failure.ts';
import { deriveKey } from '../sign-in/derive-key.ts';
import type { TokenPosition } from '../storage/token-list-store.ts';
import type { TokenOrder } from './list-tokens.ts';
import { isSameDigest, type Pepper, peppersOf } from './secret-digest.ts';

/**
 * Positions in a list as text that callers hand back. It is signed, for its account and its order: what somebody else
 * wrote would otherwise be compared with the rows of the account.
 */
export class TokenCursors {
  readonly #key: Buffer;
  /** Those of each pepper. */
  readonly #keys: readonly Buffer[];

  constructor(pepper: Pepper) {
    this.#key = deriveKey(pepper, 'token cursor');
    this.#keys = peppersOf(pepper).map((each) => deriveKey(each, 'token cursor'));
  }

  issue(accountId: string, sort: TokenOrder, { value, id }: TokenPosition): string {
    const place = Buffer.from(JSON.stringify([value, id])).toString('base64url');
    return `${place}.${signatureOf(this.#key, accountId, sort, place)}`;
  }

  /** @throws Failure `invalid_request` when it was not issued here, for this account and order */
  positionOf(accountId: string, sort: TokenOrder, cursor: string): TokenPosition {
    const [place = '', signature = ''] = cursor.split('.', 2);
    const isRight = this.#keys.some((key) =>
      isSameDigest(Buffer.from(signature), Buffer.from(signatureOf(key, accountId, sort, place))),
    );
    if (cursor !== `${place}.${signature}` || !isRight) {
      throw new Failure('invalid_request', '`cursor` is not one that this list gave out', {
        hint: 'take it from `_links.next` of the page before, and keep the same `sort`; an empty one begins',
      });
    }
    const [value, id] = JSON.parse(Buffer.from(place, 'base64url').toString()) as [string | number, string];
    return { value, id };
  }
}

function signatureOf(
  key: Buffer,
  accountId: string,
  { column, isDescending }: TokenOrder,
  place: string,
): string {
  return crypto
    .createHmac('sha256', key)
    .update(JSON.stringify([accountId, column, isDescending, place]))
    .digest('base64url');
}
