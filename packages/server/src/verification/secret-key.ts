import crypto from 'node:crypto';
import type { BearerToken } from '../tokens/token-format.ts';

declare const secretKey: unique symbol;

/** By what memory knows a secret: a digest that means nothing to another process, nor to who reads a copy of this one's memory. */
export type SecretKey = string & { readonly [secretKey]: true };

/** With a secret of the usual form it fills one block of SHA-256, and no more. */
const KEY_BYTES = 10;

/** One call of SHA-256 for each verification: a keyed digest would cost three times that, and the key is drawn anew at each start. */
export function secretKeys(): (secret: BearerToken) => SecretKey {
  const prefix = crypto.randomBytes(KEY_BYTES).toString('base64url');
  return (secret) => crypto.hash('sha256', prefix + secret, 'base64url') as SecretKey;
}
