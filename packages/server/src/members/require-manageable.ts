import { Failure } from '../failure.ts';
import { accessDenied, hasAccess, requireAccess } from '../grants/require-access.ts';
import type { MemberReads, MemberWrites } from '../storage/member-store.ts';
import { actingMember, hasBaseRolesOnly, type Principal } from '../verification/principal.ts';
import { type Member, memberResource } from './member.ts';

/** What one does to members, as policies name it. */
export type MemberAction =
  | 'createMember'
  | 'deleteMember'
  | 'updateCustomRole'
  | 'updateMemberRoleAttributes'
  | 'updateRole';

/** Whether a principal may know that a member exists. Everybody sees themselves. */
export function maySeeMember(principal: Principal, memberId: string): boolean {
  const isOwn = actingMember(principal)?.id === memberId;
  return isOwn || hasAccess(principal, 'viewMember', memberResource({ id: memberId }));
}

/** Base roles speak of whole types: one question about any id answers for all. Policies may name single members. */
export function seesEverybody(principal: Principal): boolean {
  const anyId = principal.accountId;
  return hasBaseRolesOnly(principal) && hasAccess(principal, 'viewMember', memberResource({ id: anyId }));
}

/** @throws Failure `not_found` for a member that does not exist or may not be seen */
export async function findVisibleMember(
  members: MemberReads,
  principal: Principal,
  memberId: string,
): Promise<Member> {
  const member = maySeeMember(principal, memberId)
    ? await members.findMember(principal.accountId, memberId)
    : undefined;
  if (member === undefined) throw new Failure('not_found', 'Invalid resource identifier');
  return member;
}

/**
 * Whether the principal may do this to a member. Owners are for owners: nobody else takes their role or shows them out.
 *
 * @throws Failure `forbidden` that names the access
 */
export function requireManageable(principal: Principal, action: MemberAction, member: Member): void {
  requireAccess(principal, action, memberResource(member));
  if (member.role === 'owner' && !hasAccess(principal, 'updateAccountOwner', 'acct')) {
    throw accessDenied(principal, 'updateAccountOwner', 'acct');
  }
}

/** Whether a member can act as owner. One who was given custom roles has those instead of the base role. */
export function isActingOwner({ role, acceptedAt, customRoleIds }: Member): boolean {
  return role === 'owner' && acceptedAt !== null && customRoleIds.length === 0;
}

/**
 * Called inside the change that takes the role owner from a member, puts custom roles in its place, or takes the member
 * away.
 *
 * @throws Failure `conflict` when nobody else could act as owner
 */
export async function requireOtherOwner(members: MemberWrites, member: Member): Promise<void> {
  if (!isActingOwner(member)) return;
  if ((await members.countOwners(member.accountId)) > 1) return;
  throw new Failure('conflict', 'the account needs an owner, and this is the last one', {
    hint: 'make somebody else an owner first',
  });
}
