import type { FastifyRequest } from 'fastify';
import type { Deployment } from '../deployment/deployment.ts';
import { readCookie } from '../sign-in/cookies.ts';
import { sessionEnded } from '../sign-in/require-session.ts';
import { authenticate } from '../verification/authenticate.ts';
import { authenticateSession } from '../verification/authenticate-session.ts';
import type { Principal } from '../verification/principal.ts';
import { invalidToken, presentedToken } from './authenticate-request.ts';
import { requireFeatures } from './require-features.ts';

/**
 * Finds out who calls, and whether they still may, once more for an answer that goes on: by the same rules as when it began.
 * Nothing is counted, and nothing is noted as use.
 *
 * @throws Failure `unauthorized`, `feature_disabled`, `restore_pending`, `epoch_superseded`
 * @throws StorageUnavailable when it cannot be found out
 */
export async function authenticateAgain(deployment: Deployment, request: FastifyRequest): Promise<Principal> {
  deployment.epoch.requireServing();
  const presented = presentedToken(request.raw);
  const principal =
    presented === undefined
      ? await sessionPrincipal(deployment, request)
      : await tokenPrincipal(deployment, presented, request.ip);
  requireFeatures({ principal, routeOptions: request.routeOptions });
  return principal;
}

async function tokenPrincipal(deployment: Deployment, presented: string, address: string) {
  const again = await authenticate(deployment, presented, { address, changes: false });
  if (again.outcome !== 'authenticated') throw invalidToken();
  return again.principal;
}

async function sessionPrincipal(deployment: Deployment, { headers }: FastifyRequest) {
  const cookie = readCookie(headers.cookie, deployment.sessions.cookies.session);
  const principal = cookie && (await authenticateSession(deployment, cookie, { notesUse: false }));
  if (!principal) throw sessionEnded();
  return principal;
}
