import { requireValidPolicy } from '../policies/require-valid-policy.ts';
import type { Principal } from '../verification/principal.ts';
import { type GrantedActions, grantPolicy } from './permission-grant.ts';

/** @throws Failure `invalid_request` that names an action that there is not on teams */
export function requireKnownActions({ types }: Principal, teamKey: string, granted: GrantedActions): void {
  requireValidPolicy('actions', grantPolicy(teamKey, granted), types.catalogue);
}
