import { decideEffective } from '@keyward/policy';
import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import type { OriginalRequest } from '../gateway-routes/route-table.ts';
import { accessDenied } from '../grants/require-access.ts';
import { type Authentication, authenticate } from '../verification/authenticate.ts';
import type { CallOrigin } from '../verification/caller.ts';
import type { TokenPrincipal } from '../verification/principal.ts';

/** Who presented a secret to a gateway. */
export interface GatewayClient extends CallOrigin {
  /** What is kept of the use as its program. */
  readonly agent: string;
}

/**
 * Says for a gateway whose secret it was given, at once when memory knows it, and notes the use as if it had been presented here.
 * Of a token of another account nothing is noted: it is as unknown as one that nobody has.
 *
 * @returns anything but `authenticated` is to be refused
 * @throws StorageUnavailable when it cannot be said
 */
export async function verifyForwarded(
  deployment: Deployment,
  accountId: string,
  presented: string,
  client: GatewayClient,
): Promise<Authentication> {
  const presenter = { address: client.address, changes: false };
  const known = authenticate(deployment, presented, presenter);
  const found = known instanceof Promise ? await known : known;
  switch (found.outcome) {
    case 'unrecognized':
      return found;
    case 'refused':
      if (found.token.accountId !== accountId) return { outcome: 'unrecognized' };
      deployment.endedSecrets.note(found, client);
      return found;
    default:
      if (found.principal.accountId !== accountId) return { outcome: 'unrecognized' };
      if (found.outcome === 'authenticated')
        deployment.usage.noteToken(found.principal, client.address, client.agent);
      else deployment.usage.noteStrangeAddress(found.principal.token);
      return found;
  }
}

/**
 * Whether the principal may make the request of the API behind the gateway: by the route that decides on it.
 *
 * @throws Failure `forbidden`, also for a request that has no route
 */
export function requireRouteAccess(principal: TokenPrincipal, original: OriginalRequest): void {
  const { needed } = principal.routes.match(original);
  if ('refused' in needed) throw new Failure('forbidden', REFUSALS[needed.refused]);
  if (decideEffective(principal.rights, needed).allowed) return;
  throw accessDenied(principal, needed.action, needed.resource);
}

const REFUSALS = {
  path_not_normal: 'the path could be read in more than one way',
  no_route: 'nothing is said of who may make this request',
  no_resource: 'the path names no resource',
} as const;
