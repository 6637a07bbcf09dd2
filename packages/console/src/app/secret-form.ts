import { ownPrefixes } from './own-prefixes.ts';

/** As `spec/token-format.json` publishes it: whatever looks like a secret, of any deployment. */
const SECRET_IN_TEXT =
  /[a-z][a-z0-9]{1,11}[ps]_[0-9A-Za-z]{36}|api-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/;

/**
 * All but the checksum is the whole secret to a reader, so whatever begins like a secret counts as one. With another
 * prefix than those of this service only much of it does: `grp_production` is a name.
 */
const MUCH_OF_A_SECRET = /[a-z][a-z0-9]{1,11}[psb]_[0-9A-Za-z]{24,}|api-[0-9a-f]{8}-[0-9a-f]{4}-/;
const UUID_PREFIX = 'api-';

/** The secret in a text that somebody pasted, if there is one. */
export function secretIn(text: string): string | undefined {
  return SECRET_IN_TEXT.exec(text)?.[0];
}

/** Whether a text holds a secret, or enough of one that it belongs into no search and no address. */
export function holdsPartOfSecret(text: string, prefixes: readonly string[] = ownPrefixes()): boolean {
  return MUCH_OF_A_SECRET.test(text) || prefixes.some((prefix) => beginningOf(prefix).test(text));
}

function beginningOf(prefix: string): RegExp {
  return prefix === UUID_PREFIX ? /api-[0-9a-f]{8}-/ : new RegExp(`${prefix}[psb]_[0-9A-Za-z]{8,}`);
}
