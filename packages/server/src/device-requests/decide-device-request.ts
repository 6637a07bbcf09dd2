import { requireSettings } from '../accounts/require-settings.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { changeAs } from '../grants/change-as.ts';
import { memberResource } from '../members/member.ts';
import { requireSession } from '../sign-in/require-session.ts';
import { endOf, requireCreatable } from '../tokens/create-token.ts';
import { requireAllowedEnd } from '../tokens/require-allowed-life.ts';
import type { TokenRole } from '../tokens/token-scope.ts';
import { auditActor, type Caller } from '../verification/caller.ts';
import { noSuchRequest, tokenOf } from './device-request.ts';
import { findPendingRequest } from './find-device-request.ts';

export interface Decision {
  readonly status: 'approved' | 'denied';
  /** What the token is to have in place of the role that was asked for. */
  readonly role?: TokenRole | undefined;
}

/**
 * Answers for whoever is signed in to a program that waits. To approve is to make a token: what its making would be refused
 * for is refused now, to the person, and judged once more when the program fetches it.
 *
 * @throws Failure `not_found`, and when approving what `createToken` throws
 */
export async function decideDeviceRequest(
  deployment: Deployment,
  caller: Caller,
  userCode: string,
  { status, role }: Decision,
): Promise<void> {
  const { session, accountId, member } = requireSession(caller.principal);
  const request = await findPendingRequest(deployment, userCode);
  const given = { ...request, role: role ?? request.role };
  const wanted = tokenOf(given);
  const isApproved = status === 'approved';
  if (isApproved) await requireCreatable(deployment, caller.principal, wanted);
  await changeAs(deployment, caller, async (changes, nowMs) => {
    if (isApproved) {
      const settings = await requireSettings(changes.accounts, accountId);
      requireAllowedEnd(settings, endOf(wanted.life, settings, nowMs), nowMs);
    }
    const decision = { status, role: given.role, sessionId: session.id };
    if (!(await changes.deviceRequests.decideRequest(request.id, decision, nowMs))) throw noSuchRequest();
    changes.recordChange({ accountId: null, kind: 'one_time_code', id: request.id });
    changes.recordAudit(accountId, {
      actor: auditActor(caller),
      action: isApproved ? 'approveDevice' : 'denyDevice',
      target: { kind: 'member', id: member.id, name: member.email, resource: memberResource(member) },
      verb: isApproved ? 'let in a program as' : 'kept out a program that asked to be',
      description: `\`${request.deviceName}\` at ${request.address} asked for a token with the role ${request.role}${given.role === request.role ? '' : `, and is given the role ${given.role}`}`,
    });
  });
}
