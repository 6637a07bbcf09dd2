import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { hasAccess } from '../grants/require-access.ts';
import type { Page } from '../storage/page.ts';
import type { RoleHolderCounts, RoleReads } from '../storage/role-store.ts';
import type { Principal } from '../verification/principal.ts';
import { countVisibleHolders } from './count-visible-holders.ts';
import { type Role, roleResource } from './role.ts';

export interface RoleWithCounts {
  readonly role: Role;
  /** As far as the caller may see them. */
  readonly holders: RoleHolderCounts;
}

export function maySeeRole(principal: Principal, role: Role): boolean {
  return hasAccess(principal, 'viewRole', roleResource(role));
}

/**
 * @param keyOrId either names a role
 * @throws Failure `not_found` for a role that does not exist or may not be seen
 */
export async function findVisibleRole(
  roles: RoleReads,
  principal: Principal,
  keyOrId: string,
): Promise<Role> {
  const role = await roles.findRole(principal.accountId, keyOrId);
  if (role === undefined || !maySeeRole(principal, role)) {
    throw new Failure('not_found', 'Invalid resource identifier');
  }
  return role;
}

/** @throws Failure `not_found` */
export async function getRole(
  deployment: Deployment,
  principal: Principal,
  keyOrId: string,
): Promise<RoleWithCounts> {
  const role = await findVisibleRole(deployment.store.reads.roles, principal, keyOrId);
  const counts = await countVisibleHolders(deployment, principal, [role.id]);
  return { role, holders: counts.get(role.id) ?? NOBODY };
}

/** The roles that the principal may see, newest first, and how many of them there are. */
export async function listRoles(
  deployment: Deployment,
  principal: Principal,
  page: Page,
): Promise<{ readonly items: readonly RoleWithCounts[]; readonly totalCount: number }> {
  const visible = await listVisibleRoles(deployment, principal);
  const shown = visible.slice(page.offset, page.offset + page.limit);
  const counts = await countVisibleHolders(
    deployment,
    principal,
    shown.map(({ id }) => id),
  );
  const items = shown.map((role) => ({ role, holders: counts.get(role.id) ?? NOBODY }));
  return { items, totalCount: visible.length };
}

/** All roles that the principal may see, newest first. */
export async function listVisibleRoles(
  { store }: Deployment,
  principal: Principal,
): Promise<readonly Role[]> {
  const all = await store.reads.roles.listRoles(principal.accountId, WHOLE_ACCOUNT);
  return all.filter((role) => maySeeRole(principal, role));
}

/** Roles are written by people: an account has few enough to be looked at one by one. */
const WHOLE_ACCOUNT: Page = { limit: 100_000, offset: 0 };

const NOBODY: RoleHolderCounts = { tokens: 0, members: 0, teams: 0 };
