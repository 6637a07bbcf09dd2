import { Failure } from '../failure.ts';
import type { RoleReads } from '../storage/role-store.ts';
import type { Principal } from '../verification/principal.ts';
import { maySeeRole } from './get-role.ts';
import { type HeldRole, NO_ROLES, versionsOf } from './held-roles.ts';
import { requireCustomRoles } from './require-custom-roles.ts';

/**
 * Looks up roles that are to be given, each once, in the order in which they are named.
 *
 * @param field the field of the request that names them, by keys or ids
 * @throws Failure `invalid_request` that names a role that does not exist, `feature_disabled`
 */
export async function findGivenRoles(
  roles: RoleReads,
  principal: Principal,
  field: string,
  keysOrIds: readonly string[],
): Promise<readonly HeldRole[]> {
  if (keysOrIds.length > 0) requireCustomRoles(principal);
  const found = new Map<string, HeldRole>();
  for (const keyOrId of keysOrIds) {
    const role = await roles.findRole(principal.accountId, keyOrId);
    if (role === undefined || !maySeeRole(principal, role)) {
      throw new Failure('invalid_request', `\`${field}\`: there is no role \`${keyOrId.slice(0, 60)}\``);
    }
    const { id, key, version, policy, basePermissions } = role;
    found.set(id, { id, key, version, policy, basePermissions });
  }
  return [...found.values()];
}

/** @throws Failure `optimistic_locking_error` when a role that is to be given was changed or deleted since it was read */
export async function requireSameGivenRoles(
  roles: RoleReads,
  accountId: string,
  given: readonly HeldRole[],
): Promise<void> {
  const now = await Promise.all(given.map(({ id }) => roles.findRole(accountId, id)));
  const present = now.filter((role) => role !== undefined);
  if (versionsOf({ ...NO_ROLES, scope: present }) === versionsOf({ ...NO_ROLES, scope: given })) return;
  throw new Failure('optimistic_locking_error', 'A role changed during the call. Try again later.');
}
