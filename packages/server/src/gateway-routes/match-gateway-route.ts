import { requireAccess } from '../grants/require-access.ts';
import type { Principal } from '../verification/principal.ts';
import type { OriginalRequest, RouteMatch } from './route-table.ts';

/**
 * What a gateway would ask about a request, by the table that answers gateways too.
 *
 * @throws Failure `forbidden`
 */
export function matchGatewayRoute(principal: Principal, original: OriginalRequest): RouteMatch {
  requireAccess(principal, 'manageRoutes', 'acct');
  return principal.routes.match(original);
}
