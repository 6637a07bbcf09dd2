import type { RoleReads } from '../storage/role-store.ts';
import type { AccessToken } from '../tokens/access-token.ts';
import type { HeldRoles } from './held-roles.ts';

/** The roles that the rights of a token are made of: those of its scope, and of the holder of a personal one. */
export function findHeldRoles(
  roles: RoleReads,
  { id, kind, memberId }: Pick<AccessToken, 'id' | 'kind' | 'memberId'>,
): Promise<HeldRoles> {
  return roles.findHeldRoles({ tokenId: id, ...(kind === 'personal' && { memberId }) });
}
