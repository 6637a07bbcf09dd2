/**
 * Device cookies, as OWASP's "Slow Down Online Guessing Attacks with Device Cookies" has them: a browser in which a
 * member signed in before holds one, and guesses there have a budget of their own. So a stranger who uses up the
 * budget of an account locks nobody out of their usual browser. It admits to nothing.
 */
import crypto from 'node:crypto';
import type { Pepper } from '../tokens/secret-digest.ts';
import { isSameDigest, peppersOf } from '../tokens/secret-digest.ts';
import { deriveKey } from './derive-key.ts';

export const DEVICE_LIFE_SECONDS = 180 * 86_400;
const NONCE_BYTES = 16;
const FORM = /^([\w-]{22})\.(\d{1,15})\.([\w-]{43})$/;

export class DeviceCookies {
  readonly #key: Buffer;
  /** Those of each pepper. */
  readonly #keys: readonly Buffer[];

  constructor(pepper: Pepper) {
    this.#key = deriveKey(pepper, 'device cookie');
    this.#keys = peppersOf(pepper).map((each) => deriveKey(each, 'device cookie'));
  }

  /** A value for a browser in which the owner of that address has just signed in. */
  issue(emailKey: string, nowMs: number): string {
    const nonce = crypto.randomBytes(NONCE_BYTES).toString('base64url');
    const endsAt = nowMs + DEVICE_LIFE_SECONDS * 1000;
    return `${nonce}.${endsAt}.${signatureOf(this.#key, nonce, endsAt, emailKey).toString('base64url')}`;
  }

  /** The name of the device when the cookie was issued here, for that address, and has not ended. */
  deviceOf(value: string | undefined, emailKey: string, nowMs: number): string | undefined {
    const [, nonce, end, signature] = FORM.exec(value ?? '') ?? [];
    if (nonce === undefined || end === undefined || signature === undefined) return undefined;
    const isRight = this.#keys.some((key) =>
      isSameDigest(Buffer.from(signature, 'base64url'), signatureOf(key, nonce, Number(end), emailKey)),
    );
    return isRight && nowMs < Number(end) ? nonce : undefined;
  }
}

function signatureOf(key: Buffer, nonce: string, endsAt: number, emailKey: string): Buffer {
  return crypto.createHmac('sha256', key).update(`${nonce} ${endsAt} ${emailKey}`).digest();
}
