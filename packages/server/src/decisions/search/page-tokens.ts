import crypto from 'node:crypto';
import { Failure } from '../../failure.ts';
import { deriveKey } from '../../sign-in/derive-key.ts';
import { type Pepper, peppersOf } from '../../tokens/secret-digest.ts';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What a page token holds. */
export interface PageStart {
  readonly limit: number;
  readonly after?: string;
}

/**
 * Where a search goes on, as text that callers hand back. It is encrypted, for a position may be that of somebody whom the caller
 * may not see, and bound to its question: for another one it means nothing.
 */
export class PageTokens {
  readonly #key: Buffer;
  /** Those of each pepper. */
  readonly #keys: readonly Buffer[];

  constructor(pepper: Pepper) {
    this.#key = deriveKey(pepper, 'search page');
    this.#keys = peppersOf(pepper).map((each) => deriveKey(each, 'search page'));
  }

  issue(question: string, start: PageStart): string {
    const nonce = crypto.randomBytes(NONCE_BYTES);
    const cipher = crypto.createCipheriv(CIPHER, this.#key, nonce).setAAD(Buffer.from(question));
    const text = Buffer.concat([cipher.update(JSON.stringify(start)), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url');
  }

  /** @throws Failure `invalid_request` when it was not issued here for this question */
  read(question: string, token: string): PageStart {
    const bytes = Buffer.from(token, 'base64url');
    for (const key of this.#keys) {
      const start = bytes.length > NONCE_BYTES + TAG_BYTES ? open(key, question, bytes) : undefined;
      if (start !== undefined) return start;
    }
    throw new Failure('invalid_request', '`page.token` is not one that this search gave out', {
      hint: 'take it from `page.next_token` of the answer before, and ask the same question',
    });
  }
}

function open(key: Buffer, question: string, bytes: Buffer): PageStart | undefined {
  const decipher = crypto
    .createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(question))
    .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
    return JSON.parse(`${text}${decipher.final()}`) as PageStart;
  } catch {
    return undefined;
  }
}
