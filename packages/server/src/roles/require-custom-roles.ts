import { Failure } from '../failure.ts';
import type { Principal } from '../verification/principal.ts';

/** @throws Failure `feature_disabled` where the account has switched custom roles off */
export function requireCustomRoles({ settings }: Principal): void {
  if (settings.customRoles) return;
  throw new Failure('feature_disabled', 'custom roles are switched off in this account', {
    hint: "an administrator can switch them on again in the account's settings: `customRoles`",
  });
}
