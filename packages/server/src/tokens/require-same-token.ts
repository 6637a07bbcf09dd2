import { Failure } from '../failure.ts';
import { findHeldRoles } from '../roles/find-held-roles.ts';
import { type HeldRoles, versionsOf } from '../roles/held-roles.ts';
import type { RoleReads } from '../storage/role-store.ts';
import type { TokenWithMember } from '../storage/token-store.ts';

/**
 * Whether rights that were compared before the transaction are still those of the token inside it: its own, those
 * of its roles, and those of the member who bounds it.
 *
 * @throws Failure `optimistic_locking_error`
 */
export async function requireSameToken(
  roles: RoleReads,
  judged: TokenWithMember & { readonly held: HeldRoles },
  found: TokenWithMember,
): Promise<void> {
  const isSameHolder = found.token.kind === 'service' || found.member.version === judged.member.version;
  const isSame = isSameHolder && found.token.version === judged.token.version;
  const held = await findHeldRoles(roles, found.token);
  if (!isSame || versionsOf(held) !== versionsOf(judged.held)) throw tokenChanged();
}

export function tokenChanged(): Failure {
  return new Failure('optimistic_locking_error', 'The token changed during the call. Try again later.');
}
