import { isAddressRange } from '../address-ranges.ts';
import { Failure } from '../failure.ts';
import type { AccessToken } from './access-token.ts';

export const ALLOWED_IP_LIMIT = 50;
export const TAG_LIMIT = 20;

const TAG = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/**
 * Whether the addresses and tags of a token can be stored.
 *
 * @throws Failure `invalid_request` that names the entry
 */
export function requireRestrictions({ allowedIps, tags }: Pick<AccessToken, 'allowedIps' | 'tags'>): void {
  const badRange = allowedIps.find((range) => !isAddressRange(range));
  if (badRange !== undefined) {
    throw new Failure(
      'invalid_request',
      `\`allowedIps\`: \`${badRange.slice(0, 60)}\` is no address or CIDR range`,
      { hint: 'give entries such as `203.0.113.7`, `10.0.0.0/8` or `2001:db8::/32`' },
    );
  }
  const badTag = tags.find((tag) => !TAG.test(tag));
  if (badTag !== undefined) {
    throw new Failure('invalid_request', `\`tags\`: \`${badTag.slice(0, 64)}\` is no tag`, {
      hint: 'a tag has 1 to 64 letters, digits, dots, dashes and underscores, and begins with a letter or digit',
    });
  }
  for (const [field, list] of Object.entries({ allowedIps, tags })) {
    if (new Set(list).size < list.length)
      throw new Failure('invalid_request', `\`${field}\` has an entry twice`);
  }
}
