import { decideEffective } from '@keyward/policy';
import type { Deployment } from '../deployment/deployment.ts';
import type { OriginalRequest } from '../gateway-routes/route-table.ts';
import { judgeFromMemory } from '../verification/authenticate.ts';
import type { TokenPrincipal } from '../verification/principal.ts';

/** Where a secret was presented to a gateway, and by which program. */
interface PresentedToGateway {
  readonly presented: string;
  readonly address: string;
  readonly agent: string;
}

/**
 * The commonest question of a gateway: memory knows the secret, it works, and its token may make the request.
 *
 * @returns undefined for every other, which `verifyForwarded` and `requireRouteAccess` answer; nothing is noted or counted then
 */
export function admitForwardedFromMemory(
  deployment: Deployment,
  accountId: string,
  { presented, address, agent }: PresentedToGateway,
  original: OriginalRequest,
): TokenPrincipal | undefined {
  const principal = judgeFromMemory(deployment, presented, address)?.principal;
  if (principal?.accountId !== accountId) return undefined;
  const { needed } = principal.routes.match(original);
  if ('refused' in needed || !decideEffective(principal.rights, needed).allowed) return undefined;
  deployment.principals.counts.hits++;
  deployment.usage.noteToken(principal, address, agent);
  return principal;
}
