import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { type CreatedToken, createToken } from '../tokens/create-token.ts';
import { sessionPrincipal } from '../verification/authenticate-session.ts';
import type { CallOrigin } from '../verification/caller.ts';
import { type DeviceRequest, tokenOf } from './device-request.ts';
import { requestEnded } from './find-device-request.ts';

/**
 * Makes the token of a request that was approved, as the member who approved it and by what that member may do now. The request
 * is used up before the token is made, so that two programs with one code never get two: should making it fail, the person
 * begins anew.
 *
 * @returns undefined while nobody has decided
 * @throws Failure `forbidden` when it was denied, `unauthorized` when it was used already or the session that approved it has
 *   ended, and what `createToken` throws
 */
export async function redeemDeviceRequest(
  deployment: Deployment,
  request: DeviceRequest,
  origin: CallOrigin,
): Promise<CreatedToken | undefined> {
  if (request.status === 'pending') return undefined;
  if (request.status === 'denied') throw new Failure('forbidden', 'The request was denied');
  const { store, clock } = deployment;
  const sessionId = await store.change(clock, async ({ deviceRequests, recordChange }, nowMs) => {
    const approvedIn = await deviceRequests.takeApprovedRequest(request.id, nowMs);
    if (approvedIn === undefined) throw requestEnded();
    recordChange({ accountId: null, kind: 'one_time_code', id: request.id });
    return approvedIn;
  });
  const principal = await sessionPrincipal(deployment, sessionId, { notesUse: false });
  if (principal === undefined) throw requestEnded();
  return createToken(deployment, { principal, ...origin }, tokenOf(request));
}
