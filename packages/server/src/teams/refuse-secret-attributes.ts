import type { RoleAttributes } from '@keyward/policy';
import { refuseSecrets } from '../tokens/refuse-secrets.ts';

/** @throws Failure `invalid_request` when a key or a value looks like an access token */
export function refuseSecretAttributes(attributes: RoleAttributes): void {
  refuseSecrets({ roleAttributes: JSON.stringify(attributes) });
}
