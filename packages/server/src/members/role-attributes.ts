import type { RoleAttributes } from '@keyward/policy';
import { refuseSecrets } from '../tokens/refuse-secrets.ts';

/** @throws Failure `invalid_request` when a key or a value holds what looks like a secret */
export function refuseSecretAttributes(attributes: RoleAttributes): void {
  refuseSecrets({ roleAttributes: Object.keys(attributes).join(' ') });
  for (const [key, values] of Object.entries(attributes)) {
    for (const value of values) refuseSecrets({ [`roleAttributes/${key}`]: value });
  }
}
