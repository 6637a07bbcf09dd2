import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { CallUnderWay } from '../grants/change-as.ts';
import { type CreatedToken, createToken } from '../tokens/create-token.ts';
import { resetToken } from '../tokens/reset-token.ts';
import { sessionPrincipal } from '../verification/authenticate-session.ts';
import type { Caller, CallOrigin, IdempotentRequest } from '../verification/caller.ts';
import type { SessionPrincipal } from '../verification/principal.ts';
import { type DeviceRequest, tokenOf } from './device-request.ts';
import { requestEnded } from './find-device-request.ts';

/** For how long after the token was made a program that lost the answer may ask once more. */
const REPEATABLE_FOR_MS = 60_000;

/**
 * Makes the token of a request that was approved, as the member who approved it and by what that member may do now. A request
 * makes one token, however often and wherever it is asked for. The answer may be lost on its way, with a secret that nobody knows
 * then: within a minute whoever repeats the call gets the same token with a new secret, once, and the one before works no more.
 *
 * @returns undefined while nobody has decided, and while the token is being made for another call
 * @throws Failure `forbidden` when it was denied, `unauthorized` when it or the session that approved it has ended, `already_done`
 *   when its token is not given a new secret any more, and what `createToken` throws
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
    const approvedIn = await deviceRequests.useApprovedRequest(request.id, nowMs);
    if (approvedIn === undefined) throw requestEnded();
    recordChange({ accountId: null, kind: 'one_time_code', id: request.id });
    return approvedIn;
  });
  const principal = await sessionPrincipal(deployment, sessionId, { notesUse: false });
  if (principal === undefined) throw requestEnded();
  const caller = { principal, ...origin };
  const call = callOf(request, principal);
  const first = await store.findIdempotentCall(call);
  if (first !== undefined) return repeatAnswer(deployment, caller, first);
  try {
    return await createToken(deployment, { ...caller, idempotent: call }, tokenOf(request));
  } catch (error) {
    if (error instanceof CallUnderWay) return undefined;
    throw error;
  }
}

/** Under this name the call is remembered in the transaction that makes the token: so it makes one, on all nodes together. */
function callOf({ id }: DeviceRequest, { accountId, member }: SessionPrincipal): IdempotentRequest {
  const operation = 'POST /api/v2/device-requests/token';
  return { accountId, caller: `member:${member.id}`, operation, key: id, bodyDigest: Buffer.from(id) };
}

/**
 * Once, soon, and only for a token that nobody has used: after that somebody has its secret, and whoever repeats the call may be
 * somebody else who saw the code.
 */
async function repeatAnswer(
  deployment: Deployment,
  caller: Caller,
  { targetId, at }: { readonly targetId: string | null; readonly at: number },
): Promise<CreatedToken> {
  if (targetId === null) throw requestEnded();
  const found = await deployment.store.reads.tokens.findToken(caller.principal.accountId, targetId);
  const isUntouched = found?.token.version === 1 && found.token.lastUse === null;
  const isSoon = deployment.clock.now() < at + REPEATABLE_FOR_MS;
  if (!(isUntouched && isSoon)) throw usedAlready(targetId);
  try {
    return await resetToken(deployment, caller, targetId, {});
  } catch (error) {
    if (!(error instanceof Failure && ['forbidden', 'not_found'].includes(error.code))) throw error;
    throw usedAlready(targetId);
  }
}

function usedAlready(targetId: string): Failure {
  return new Failure('already_done', `This code was used already, for the token \`${targetId}\``, {
    targetId,
    hint: 'if nobody has its secret, delete that token where it is still there; run `keyward login` for another one',
  });
}
