import crypto from 'node:crypto';
import type { BearerToken } from './token-format.ts';

declare const secretDigest: unique symbol;

/** HMAC-SHA-256 of a secret under a pepper: 32 bytes. The only form in which a secret is stored. */
export type SecretDigest = Uint8Array & { readonly [secretDigest]: true };

/** A server-side key that is kept apart from the database, so that a stolen database cannot be tried against. */
export interface Pepper {
  /** Names the pepper in the database without telling anything of it. */
  readonly id: string;
  readonly key: crypto.KeyObject;
  /** While the pepper is rotated: the other one, under which secrets are still found. New ones are never made with it. */
  readonly previous?: Pepper;
}

export const PEPPER_MINIMUM_BYTES = 32;

/** @throws RangeError when the key is shorter than 32 bytes or does not look random. */
export function pepperFrom(key: Uint8Array): Pepper {
  if (key.length < PEPPER_MINIMUM_BYTES) {
    throw new RangeError(`the pepper has ${key.length} bytes; at least ${PEPPER_MINIMUM_BYTES} are needed`);
  }
  if (new Set(key).size < 8) throw new RangeError('the pepper repeats itself; make it from a random source');
  const secretKey = crypto.createSecretKey(key);
  const id = crypto.createHmac('sha256', secretKey).update('keyward pepper id').digest('hex').slice(0, 16);
  return { id, key: secretKey };
}

export function digestSecret(pepper: Pepper, secret: BearerToken): SecretDigest {
  return crypto.createHmac('sha256', pepper.key).update(secret).digest() as Uint8Array as SecretDigest;
}

/** The digests under which a secret may be stored: that of the pepper, and during a rotation that of the other one. */
export function digestsOf(pepper: Pepper, secret: BearerToken): readonly SecretDigest[] {
  return peppersOf(pepper).map((each) => digestSecret(each, secret));
}

/** The pepper, and during a rotation the other one. */
export function peppersOf(pepper: Pepper): readonly Pepper[] {
  return pepper.previous === undefined ? [pepper] : [pepper, pepper.previous];
}

/** Compares in constant time. */
export function isSameDigest(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && crypto.timingSafeEqual(one, other);
}
