import {
  baseRolePolicy,
  type Catalogue,
  type InnerKind,
  type NamedRole,
  type RightsSource,
  type Scope,
} from '@keyward/policy';
import type { Deployment } from '../deployment/deployment.ts';
import type { Principal } from '../verification/principal.ts';
import { refuseUnheld } from './require-grantable.ts';

/** What somebody has, or will have. */
export interface Gain {
  /** The roles that they have in any case: what these allow is no gain. */
  readonly before: readonly NamedRole[];
  readonly after: RightsSource;
  /** `piece`: roles that will meet others, which may open what these alone would not. */
  readonly kind: InnerKind;
}

/**
 * Whether the principal holds all that others gain by a change of roles.
 *
 * @throws Failure `forbidden` with an access that they would gain and the principal lacks
 */
export async function requireGainHeld(
  { analyst }: Deployment,
  { source, types }: Principal,
  { before, after, kind }: Gain,
): Promise<void> {
  const outer = withRoles(source, before, types.catalogue);
  refuseUnheld(await analyst.contains(outer, after, types.declarations, kind));
}

/** Whether a change gives nothing that was not there before. */
export async function isNoGain(
  { analyst }: Deployment,
  { types }: Principal,
  before: RightsSource,
  after: RightsSource,
): Promise<boolean> {
  return (await analyst.contains(before, after, types.declarations)).verdict === 'contained';
}

/** The rights of a source and those of the roles beside it. Roles that a team gives are added to whatever there is. */
function withRoles(
  { scope, holder }: RightsSource,
  roles: readonly NamedRole[],
  catalogue: Catalogue,
): RightsSource {
  return {
    ...(scope && { scope: { customRoles: [...rolesIn(scope, catalogue), ...roles] } }),
    ...(holder && { holder: { ...holder, teamRoles: [...(holder.teamRoles ?? []), ...roles] } }),
  };
}

function rolesIn(scope: Scope, catalogue: Catalogue): readonly NamedRole[] {
  if ('customRoles' in scope) return scope.customRoles;
  if ('inlineRole' in scope) return [{ key: 'inlineRole', policy: scope.inlineRole }];
  return [{ key: scope.role, policy: baseRolePolicy(scope.role, catalogue) }];
}
