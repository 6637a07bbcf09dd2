import crypto from 'node:crypto';
import type { Pepper } from '../tokens/secret-digest.ts';

const KEY_BYTES = 32;

/** A key for one purpose (HKDF, RFC 5869), made from the pepper anew at each start and stored nowhere. */
export function deriveKey(pepper: Pepper, purpose: string): Buffer {
  return Buffer.from(crypto.hkdfSync('sha256', pepper.key, '', `keyward ${purpose}`, KEY_BYTES));
}
