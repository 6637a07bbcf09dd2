import type { ChangeNote } from '../audit/audit-entry.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { refuseSecrets } from '../tokens/refuse-secrets.ts';
import type { Caller } from '../verification/caller.ts';
import { changeMember, type MemberEdit } from './change-member.ts';
import type { Member } from './member.ts';
import type { MemberView } from './member-view.ts';
import { findVisibleMember } from './require-manageable.ts';
import { viewMember } from './view-members.ts';

/**
 * Changes one member, as `changeMember` says.
 *
 * @param edit what the member is to be, made of what they are
 * @throws Failure `not_found`, `forbidden`, `invalid_request`, `patch_failed`, `conflict`, `feature_disabled`,
 *   `optimistic_locking_error`
 */
export async function updateMember(
  deployment: Deployment,
  caller: Caller,
  memberId: string,
  edit: (view: MemberView) => MemberEdit,
  note: ChangeNote = {},
): Promise<Member> {
  const { members, roles } = deployment.store.reads;
  refuseSecrets({ comment: note.comment ?? '' });
  const member = await findVisibleMember(members, caller.principal, memberId);
  const held = await roles.findHeldRoles({ memberId });
  const view = await viewMember(deployment, caller.principal, member);
  return changeMember(deployment, caller, { member, held }, edit(view), note);
}
