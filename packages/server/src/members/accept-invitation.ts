import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { refuseSecrets } from '../tokens/refuse-secrets.ts';
import { auditMember, type CallOrigin } from '../verification/caller.ts';
import { digestNewPassword } from './digest-new-password.ts';
import { type Member, memberResource } from './member.ts';
import { memberSnapshot } from './member-snapshot.ts';
import { redeemCode, requireLikelyCode } from './redeem-code.ts';

export interface Acceptance {
  readonly code: string;
  readonly password: string;
  /** As the inviter wrote them when absent. */
  readonly firstName?: string;
  readonly lastName?: string;
}

/**
 * Makes a member of somebody who was invited: with the password that they choose they can sign in from now on.
 *
 * @throws Failure `unauthorized` for a code that does not work, `invalid_request`
 */
export async function acceptInvitation(
  deployment: Deployment,
  origin: CallOrigin,
  { code, password, firstName, lastName }: Acceptance,
): Promise<Member> {
  refuseSecrets({ firstName: firstName ?? '', lastName: lastName ?? '' });
  await requireLikelyCode(deployment, 'invitation', code);
  const digest = await digestNewPassword('password', password);
  return deployment.store.change(deployment.clock, async (changes, nowMs) => {
    const invited = await redeemCode(deployment, changes, 'invitation', code, nowMs);
    const member: Member = {
      ...invited,
      firstName: firstName ?? invited.firstName,
      lastName: lastName ?? invited.lastName,
      acceptedAt: nowMs,
      version: invited.version + 1,
    };
    if (!(await changes.members.updateMember(member))) {
      throw new Failure('optimistic_locking_error', 'The member changed during the call. Try again later.');
    }
    await changes.credentials.insertCredential(member, digest, nowMs);
    const { accountId, id } = member;
    changes.recordChange({ accountId, kind: 'member', id });
    changes.recordAudit(accountId, {
      actor: { member: auditMember(member), ...origin },
      action: 'acceptInvitation',
      target: { kind: 'member', id, name: member.email, resource: memberResource(member) },
      verb: 'accepted the invitation of',
      description: 'Accepted the invitation',
      previousVersion: memberSnapshot(invited),
      currentVersion: memberSnapshot(member),
    });
    return member;
  });
}
