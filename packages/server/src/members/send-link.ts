import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { changeAs } from '../grants/change-as.ts';
import { requireGrantable } from '../grants/require-grantable.ts';
import { versionsOf } from '../roles/held-roles.ts';
import { auditActor, type Caller } from '../verification/caller.ts';
import { memberRightsSource } from '../verification/principal.ts';
import { memberResource } from './member.ts';
import { issueLink, type LinkKind, mailLink, type SentLink } from './one-time-link.ts';
import { findVisibleMember, type MemberAction, requireManageable } from './require-manageable.ts';

const ACTIONS: Readonly<Record<LinkKind, MemberAction>> = {
  invitation: 'createMember',
  password: 'updateRole',
};

/**
 * Makes a new link for a member: an invitation that is still pending is sent again, or a password can be chosen anew.
 * Whoever holds the link can act as the member, so the caller must be able to do all that the member may do. Older links
 * of the kind end; with a password link the member's sessions do too.
 *
 * @throws Failure `not_found`, `forbidden`, `conflict`, `optimistic_locking_error`
 */
export async function sendLink(
  deployment: Deployment,
  caller: Caller,
  memberId: string,
  kind: LinkKind,
): Promise<SentLink> {
  const { principal } = caller;
  const judged = await findVisibleMember(deployment.store.reads.members, principal, memberId);
  requireManageable(principal, ACTIONS[kind], judged);
  const held = await deployment.store.reads.roles.findHeldRoles({ memberId });
  await requireGrantable(deployment, principal, memberRightsSource(judged, held));

  const link = await changeAs(deployment, caller, async (changes, nowMs) => {
    const member = await findVisibleMember(changes.members, principal, memberId);
    const isSame = versionsOf(await changes.roles.findHeldRoles({ memberId })) === versionsOf(held);
    if (member.version !== judged.version || !isSame) {
      throw new Failure('optimistic_locking_error', 'The member changed during the call. Try again later.');
    }
    requireRightKind(kind, member.acceptedAt !== null);
    const { accountId } = member;
    if (kind === 'password') await changes.credentials.endSessions(memberId);
    changes.recordChange({ accountId, kind: 'member', id: memberId });
    changes.recordAudit(accountId, {
      actor: auditActor(caller),
      action: kind === 'invitation' ? 'resendInvitation' : 'createPasswordLink',
      target: { kind: 'member', id: memberId, name: member.email, resource: memberResource(member) },
      verb: kind === 'invitation' ? 'invited again the member' : 'made a password link for',
      description: kind === 'invitation' ? 'Made a new invitation' : 'Made a link to choose a new password',
    });
    return issueLink(deployment, changes, kind, memberId, nowMs);
  });
  return { link, isMailed: await mailLink(deployment, judged, link) };
}

function requireRightKind(kind: LinkKind, isAccepted: boolean): void {
  if (kind === 'invitation' && isAccepted) {
    throw new Failure('conflict', 'the invitation was accepted already');
  }
  if (kind === 'password' && !isAccepted) {
    throw new Failure('conflict', 'the invitation is still pending', { hint: 'send the invitation again' });
  }
}
