import type { RoleAttributes } from '@keyward/policy';
import { Failure } from '../failure.ts';
import { refuseSecrets } from '../tokens/refuse-secrets.ts';

/** They are read with every use of a token of the member. */
const LENGTH_LIMIT = 32_768;

/** @throws Failure `invalid_request` when attributes are too long, or hold what looks like a secret */
export function requireStorableAttributes(attributes: RoleAttributes): void {
  if (JSON.stringify(attributes).length > LENGTH_LIMIT) {
    throw new Failure(
      'invalid_request',
      `\`roleAttributes\`: have more than ${LENGTH_LIMIT} characters as JSON`,
    );
  }
  refuseSecrets({ roleAttributes: Object.keys(attributes).join(' ') });
  for (const [key, values] of Object.entries(attributes)) {
    for (const value of values) refuseSecrets({ [`roleAttributes/${key}`]: value });
  }
}
