import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { changeAs } from '../grants/change-as.ts';
import { auditActor, type Caller } from '../verification/caller.ts';
import { memberResource } from './member.ts';
import { memberSnapshot } from './member-snapshot.ts';
import { endLinks } from './one-time-link.ts';
import { findVisibleMember, requireManageable, requireOtherOwner } from './require-manageable.ts';

/**
 * Removes a member: their personal tokens and sessions end with the answer, and links that were sent to them. What
 * remains is a record of who they were. The address may be invited again, as another member.
 *
 * @param options.onlyPending takes back an invitation: refused once it was accepted
 * @throws Failure `not_found`, `forbidden`, `conflict`, `optimistic_locking_error`
 */
export async function removeMember(
  deployment: Deployment,
  caller: Caller,
  memberId: string,
  { onlyPending = false }: { readonly onlyPending?: boolean } = {},
): Promise<void> {
  const { principal } = caller;
  await changeAs(deployment, caller, async (changes, nowMs) => {
    const member = await findVisibleMember(changes.members, principal, memberId);
    requireManageable(principal, 'deleteMember', member);
    if (onlyPending && member.acceptedAt !== null) {
      throw new Failure('conflict', 'the invitation was accepted already', {
        hint: 'remove the member instead',
      });
    }
    await requireOtherOwner(changes.members, member);
    const removed = { ...member, removedAt: nowMs, version: member.version + 1 };
    if (!(await changes.members.updateMember(removed))) {
      throw new Error('the member changed inside the transaction');
    }
    await endLinks(changes, memberId);
    await changes.credentials.deleteCredential(memberId);
    const { accountId } = member;
    changes.recordChange({ accountId, kind: 'member', id: memberId });
    changes.recordAudit(accountId, {
      actor: auditActor(caller),
      action: 'deleteMember',
      target: { kind: 'member', id: memberId, name: member.email, resource: memberResource(member) },
      verb: onlyPending ? 'took back the invitation of' : 'removed the member',
      description: onlyPending ? 'Took back the invitation' : 'Removed the member',
      previousVersion: memberSnapshot(member),
    });
  });
}
