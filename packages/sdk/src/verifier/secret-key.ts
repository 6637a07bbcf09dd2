import crypto from 'node:crypto';

declare const secretKey: unique symbol;

/** By what memory knows a secret: a digest under a key of this process, which means nothing to who reads a copy of its memory. */
export type SecretKey = string & { readonly [secretKey]: true };

/** With a secret of the usual form it fills one block of SHA-256, and no more. */
const KEY_BYTES = 10;

export function secretKeys(): (secret: string) => SecretKey {
  const prefix = crypto.randomBytes(KEY_BYTES).toString('base64url');
  return (secret) => digest(prefix + secret) as SecretKey;
}

/** Node before 20.12 has no digest in one call. */
const digest: (text: string) => string =
  typeof crypto.hash === 'function'
    ? (text) => crypto.hash('sha256', text, 'base64url')
    : (text) => crypto.createHash('sha256').update(text).digest('base64url');
