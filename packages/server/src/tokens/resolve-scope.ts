import type { RightsSource } from '@keyward/policy';
import { Failure } from '../failure.ts';
import type { Member } from '../members/member.ts';
import { findGivenRoles, requireSameGivenRoles } from '../roles/find-given-roles.ts';
import { type HeldRoles, NO_ROLES, namedRole, scopeOf } from '../roles/held-roles.ts';
import { hasPlaceholders } from '../roles/widest-policy.ts';
import type { RoleReads } from '../storage/role-store.ts';
import type { Principal } from '../verification/principal.ts';
import type { TokenKind } from './access-token.ts';
import type { TokenScope } from './token-scope.ts';

/** A scope with the roles that it names. */
export interface ResolvedScope {
  readonly scope: TokenScope;
  readonly held: HeldRoles;
}

/**
 * Looks up the roles of a scope, which may be named by keys or ids.
 *
 * @throws Failure `invalid_request` that names a role that does not exist or cannot be given to such a token,
 *   `feature_disabled`
 */
export async function resolveScope(
  roles: RoleReads,
  principal: Principal,
  scope: TokenScope,
  kind: TokenKind,
): Promise<ResolvedScope> {
  if (!('customRoleIds' in scope)) return { scope, held: NO_ROLES };
  const found = await findGivenRoles(roles, principal, 'customRoleIds', scope.customRoleIds);
  const dependent = found.find(({ policy }) => hasPlaceholders(policy));
  if (kind === 'service' && dependent !== undefined) {
    throw new Failure(
      'invalid_request',
      `\`customRoleIds\`: the role \`${dependent.key}\` depends on attributes of its holder, and a service token has none`,
    );
  }
  return {
    scope: { customRoleIds: found.map(({ id }) => id) },
    held: { ...NO_ROLES, scope: found },
  };
}

/**
 * What a scope allows by itself, for the comparison with the giver's rights. Its roles are read with the attributes of
 * the member who will hold the token, as roles that are added to nothing.
 */
export function scopeAlone(
  { scope, held }: ResolvedScope,
  { roleAttributes }: Pick<Member, 'roleAttributes'>,
): RightsSource {
  if (!('customRoleIds' in scope)) return { scope: scopeOf(scope, held) };
  return {
    holder: {
      role: 'no_access',
      teamRoles: held.scope.map((role) => ({ ...namedRole(role), roleAttributes })),
    },
  };
}

/** @throws Failure `optimistic_locking_error` when a role was changed since its rights were compared */
export async function requireSameRoles(
  roles: RoleReads,
  { accountId }: Principal,
  { scope, held }: ResolvedScope,
): Promise<void> {
  if (!('customRoleIds' in scope)) return;
  await requireSameGivenRoles(roles, accountId, held.scope);
}
