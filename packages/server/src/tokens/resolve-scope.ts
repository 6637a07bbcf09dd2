import type { RightsSource } from '@keyward/policy';
import { Failure } from '../failure.ts';
import type { Member } from '../members/member.ts';
import {
  type HeldRole,
  type HeldRoles,
  NO_ROLES,
  namedRole,
  scopeOf,
  versionsOf,
} from '../roles/held-roles.ts';
import { requireCustomRoles } from '../roles/require-custom-roles.ts';
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
  requireCustomRoles(principal);
  const found: HeldRole[] = [];
  for (const keyOrId of scope.customRoleIds) {
    const role = await roles.findRole(principal.accountId, keyOrId);
    if (role === undefined) throw refusal(`there is no role \`${keyOrId.slice(0, 60)}\``);
    if (kind === 'service' && hasPlaceholders(role.policy)) {
      throw refusal(
        `the role \`${role.key}\` depends on attributes of its holder, and a service token has none`,
      );
    }
    if (!found.some(({ id }) => id === role.id)) found.push(role);
  }
  return {
    scope: { customRoleIds: found.map(({ id }) => id) },
    held: {
      ...NO_ROLES,
      scope: found.map(({ id, key, version, policy, basePermissions }) => ({
        id,
        key,
        version,
        policy,
        basePermissions,
      })),
    },
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
  const now = await Promise.all(scope.customRoleIds.map((id) => roles.findRole(accountId, id)));
  const present = now.filter((role) => role !== undefined);
  if (versionsOf({ ...NO_ROLES, scope: present }) === versionsOf(held)) return;
  throw new Failure('optimistic_locking_error', 'A role changed during the call. Try again later.');
}

function refusal(problem: string): Failure {
  return new Failure('invalid_request', `\`customRoleIds\`: ${problem}`);
}
