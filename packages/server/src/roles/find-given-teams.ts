import { Failure } from '../failure.ts';
import { hasAccess, requireAccess } from '../grants/require-access.ts';
import type { RoleReads } from '../storage/role-store.ts';
import type { Principal } from '../verification/principal.ts';
import { type HeldTeam, NO_ROLES, versionsOf } from './held-roles.ts';

/**
 * Looks up teams that somebody is to be put into, with their roles.
 *
 * @param field the field of the request that names them by their keys
 * @throws Failure `invalid_request` that names a team that does not exist or may not be seen, `forbidden`
 */
export async function findGivenTeams(
  roles: RoleReads,
  principal: Principal,
  field: string,
  keys: readonly string[],
): Promise<readonly HeldTeam[]> {
  const found = await roles.findHeldTeams(principal.accountId, keys);
  for (const key of keys) {
    const isThere = found.some((team) => team.key === key) && hasAccess(principal, 'viewTeam', `team/${key}`);
    if (!isThere)
      throw new Failure('invalid_request', `\`${field}\`: there is no team \`${key.slice(0, 60)}\``);
    requireAccess(principal, 'updateTeamMembers', `team/${key}`);
  }
  return found;
}

/** @throws Failure `optimistic_locking_error` when a team or one of its roles was changed since it was read */
export async function requireSameGivenTeams(
  roles: RoleReads,
  accountId: string,
  given: readonly HeldTeam[],
): Promise<void> {
  const keys = given.map(({ key }) => key);
  const teams = await roles.findHeldTeams(accountId, keys);
  if (versionsOf({ ...NO_ROLES, teams }) === versionsOf({ ...NO_ROLES, teams: given })) return;
  throw new Failure('optimistic_locking_error', 'A team changed during the call. Try again later.');
}
