import type { BaseRole } from '@keyward/policy';
import type { ChangeNote } from '../audit/audit-entry.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { changeAs } from '../grants/change-as.ts';
import { requireGrantable } from '../grants/require-grantable.ts';
import { refuseSecrets } from '../tokens/refuse-secrets.ts';
import { auditActor, type Caller } from '../verification/caller.ts';
import { actingMember } from '../verification/principal.ts';
import { type Member, memberResource } from './member.ts';
import { memberSnapshot } from './member-snapshot.ts';
import { endLinks } from './one-time-link.ts';
import { findVisibleMember, requireManageable, requireOtherOwner } from './require-manageable.ts';

/** All of a member that may be changed, as it is to be. */
export interface MemberEdit {
  readonly role: BaseRole;
  readonly firstName: string;
  readonly lastName: string;
}

/**
 * Changes a member: the role by whoever may, the names by the member alone. A new role counts at the next use of every
 * personal token of the member, and ends their sessions and the links that were made for them: whoever made one was judged
 * by the role before.
 *
 * @param edit what the member is to be, made of what they are
 * @throws Failure `not_found`, `forbidden`, `invalid_request`, `patch_failed`, `conflict`, `optimistic_locking_error`
 */
export async function updateMember(
  deployment: Deployment,
  caller: Caller,
  memberId: string,
  edit: (member: Member) => MemberEdit,
  note: ChangeNote = {},
): Promise<Member> {
  const { principal } = caller;
  refuseSecrets({ comment: note.comment ?? '' });
  const judged = await findVisibleMember(deployment.store.reads.members, principal, memberId);
  const wanted = edit(judged);
  const isPromoted = wanted.role !== judged.role;
  const isRenamed = wanted.firstName !== judged.firstName || wanted.lastName !== judged.lastName;
  if (!isPromoted && !isRenamed) return judged;
  if (isRenamed) requireOwnNames(caller, memberId, wanted);
  if (isPromoted) {
    requireManageable(principal, 'updateRole', judged);
    await requireGrantable(deployment, principal, { holder: { role: wanted.role } });
  }

  return changeAs(deployment, caller, async (changes) => {
    const member: Member = { ...judged, ...wanted, version: judged.version + 1 };
    if (isPromoted) await requireOtherOwner(changes.members, judged);
    if (!(await changes.members.updateMember(member))) {
      throw new Failure('optimistic_locking_error', 'The member changed during the call. Try again later.');
    }
    if (isPromoted) {
      await changes.credentials.endSessions(memberId);
      await endLinks(changes, memberId);
    }
    const { accountId } = member;
    changes.recordChange({ accountId, kind: 'member', id: memberId });
    changes.recordAudit(accountId, {
      actor: auditActor(caller),
      action: isPromoted ? 'updateRole' : 'updateName',
      target: { kind: 'member', id: memberId, name: member.email, resource: memberResource(member) },
      verb: isPromoted ? 'changed the role of' : 'changed the name of',
      description: [
        ...(isPromoted ? [`Changed the role from ${judged.role} to ${member.role}`] : []),
        ...(isRenamed ? ['Changed the name of the member'] : []),
      ].join('; '),
      ...note,
      previousVersion: memberSnapshot(judged),
      currentVersion: memberSnapshot(member),
    });
    return member;
  });
}

function requireOwnNames({ principal }: Caller, memberId: string, { firstName, lastName }: MemberEdit): void {
  refuseSecrets({ firstName, lastName });
  if (principal.authKind === 'session' && actingMember(principal)?.id === memberId) return;
  throw new Failure('invalid_request', '`/firstName` and `/lastName` are changed by the member, signed in');
}
