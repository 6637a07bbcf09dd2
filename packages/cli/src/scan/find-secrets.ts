import { parseSecret, SECRET_IN_TEXT } from '@keyward/server/token-format';

export interface FoundSecret {
  /** Where it begins in the text. */
  readonly at: number;
  readonly kind: 'personal' | 'service' | 'code' | 'unknown';
  /** What may be shown of it. */
  readonly masked: string;
}

/** The longest that a secret can be. */
export const LONGEST_SECRET = 50;

/** What follows the prefix; which letters before it belong to that, the checksum tells. */
const AFTER_PREFIX = /[psb]_[0-9A-Za-z]{36}/g;
const LONGEST_PREFIX = 12;
const SHORTEST_PREFIX = 2;
const UUID_SHAPE = 'api-';

/** The secrets in a text, by form and checksum, also where other letters stand right before or after them. */
export function findSecrets(text: string): readonly FoundSecret[] {
  const found: FoundSecret[] = [];
  for (const { 0: rest, index } of text.matchAll(AFTER_PREFIX)) {
    for (let length = SHORTEST_PREFIX; length <= Math.min(LONGEST_PREFIX, index); length++) {
      const at = index - length;
      const secret = parseSecret(text.slice(at, index) + rest);
      if (secret === undefined) continue;
      found.push({ at, kind: secret.kind ?? 'unknown', masked: maskOf(text.slice(at, index + 2), rest) });
      break;
    }
  }
  if (!text.includes(UUID_SHAPE)) return found;
  for (const { 0: secret, index } of text.matchAll(SECRET_IN_TEXT)) {
    if (secret.startsWith(UUID_SHAPE))
      found.push({ at: index, kind: 'unknown', masked: maskOf(UUID_SHAPE, secret) });
  }
  return found.sort((one, other) => one.at - other.at);
}

function maskOf(prefix: string, secret: string): string {
  return `${prefix}…${secret.slice(-4)}`;
}
