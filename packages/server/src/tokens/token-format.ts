/**
 * The form of a bearer token: `<prefix><kind>_<30 base62><6 base62 checksum>`, for example `kwp_…` for a personal
 * and `kws_…` for a service token. The checksum is the CRC-32 of everything before it: it finds typing errors and
 * lets scanners confirm a hit without a network call. It proves nothing about who made the token.
 *
 * With the prefix `api-` a token is `api-` and a UUID v4 instead, for tools that look for LaunchDarkly's shape.
 * That shape is weaker: 122 bits, no kind and no checksum.
 */
import crypto from 'node:crypto';
import { crc32 } from 'node:zlib';

declare const bearerToken: unique symbol;

/** A whole secret. The brand keeps it from being passed where text is stored, logged or sent. */
export type BearerToken = string & { readonly [bearerToken]: true };

/** `code` is the kind of one-time codes (set-up, invitation, password), which have the same form. */
export type SecretKind = 'personal' | 'service' | 'code';

export const UUID_PREFIX = 'api-';
export const DEFAULT_TOKEN_PREFIX = 'kw';

const KIND_LETTER = { personal: 'p', service: 's', code: 'b' } as const satisfies Record<SecretKind, string>;
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BODY_LENGTH = 30;
const CHECKSUM_LENGTH = 6;

const PREFIX_PATTERN = /^[a-z][a-z0-9]{1,11}$/;
const BRANDED_PATTERN = /^([a-z][a-z0-9]{1,11})([psb])_([0-9A-Za-z]{30})([0-9A-Za-z]{6})$/;
const UUID_PATTERN = /^api-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Matches a secret of either shape anywhere in a text, for redaction. Published in `spec/token-format.json`. */
export const SECRET_IN_TEXT =
  /[a-z][a-z0-9]{1,11}[psb]_[0-9A-Za-z]{36}|api-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;

/** Whether `prefix` may be set for a deployment. */
export function isTokenPrefix(prefix: string): boolean {
  return prefix === UUID_PREFIX || PREFIX_PATTERN.test(prefix);
}

/** Draws a new secret from the system's random source. */
export function mintSecret(prefix: string, kind: SecretKind): BearerToken {
  if (prefix === UUID_PREFIX) return `${UUID_PREFIX}${crypto.randomUUID()}` as BearerToken;
  const head = `${prefix}${KIND_LETTER[kind]}_${randomBase62(BODY_LENGTH)}`;
  return `${head}${checksumOf(head)}` as BearerToken;
}

export interface ParsedSecret {
  readonly secret: BearerToken;
  readonly prefix: string;
  /** Absent in the `api-` shape, which does not tell. */
  readonly kind?: SecretKind;
}

/** Reads a secret, or answers undefined when the text cannot be one: wrong form, or a checksum that does not fit. */
export function parseSecret(text: string): ParsedSecret | undefined {
  const branded = BRANDED_PATTERN.exec(text);
  if (branded) {
    const [, prefix = '', letter = '', , checksum = ''] = branded;
    if (checksumOf(text.slice(0, -CHECKSUM_LENGTH)) !== checksum) return undefined;
    const kind = letter === 'p' ? 'personal' : letter === 's' ? 'service' : 'code';
    return { secret: text as BearerToken, prefix, kind };
  }
  return UUID_PATTERN.test(text) ? { secret: text as BearerToken, prefix: UUID_PREFIX } : undefined;
}

/** Whether a text looks like a secret, whatever its checksum says. */
export function hasSecretForm(text: string): boolean {
  return BRANDED_PATTERN.test(text) || UUID_PATTERN.test(text);
}

/** Whether a text holds something that is, by form and checksum, a secret of this or another deployment. */
export function holdsSecret(text: string): boolean {
  return (text.match(SECRET_IN_TEXT) ?? []).some((candidate) => parseSecret(candidate) !== undefined);
}

/** Replaces every secret in a text. */
export function redactSecrets(text: string): string {
  return text.replace(SECRET_IN_TEXT, '[redacted]');
}

/** The part of a secret that may be shown: its last four characters. */
export function lastFourOf(secret: BearerToken): string {
  return secret.slice(-4);
}

/** CRC-32 (ISO 3309) of the ASCII text, as six base62 digits. */
function checksumOf(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let place = 0; place < CHECKSUM_LENGTH; place++) {
    digits = ALPHABET.charAt(rest % 62) + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}

/** Bytes of 248 and more are thrown away: 256 is no multiple of 62, and `%` alone would favour the first letters. */
function randomBase62(length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of crypto.randomBytes(length)) {
      if (byte < 248 && text.length < length) text += ALPHABET.charAt(byte % 62);
    }
  }
  return text;
}
