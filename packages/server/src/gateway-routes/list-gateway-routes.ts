import { Failure } from '../failure.ts';
import { hasAccess } from '../grants/require-access.ts';
import type { Principal } from '../verification/principal.ts';
import type { GatewayRoute } from './gateway-route.ts';

export interface ListedRoute extends GatewayRoute {
  readonly origin: 'api' | 'file';
}

/** The table of the account: what the file of the server says, then what is kept by the API. Empty for whoever may not manage it. */
export function listGatewayRoutes(principal: Principal): readonly ListedRoute[] {
  if (!hasAccess(principal, 'manageRoutes', 'acct')) return [];
  const { fromFile, stored } = principal.routes;
  return [
    ...fromFile.map((route) => ({ ...route, origin: 'file' as const })),
    ...stored.map((route) => ({ ...route, origin: 'api' as const })),
  ];
}

/** @throws Failure `not_found` also for whoever may not manage the table */
export function getGatewayRoute(principal: Principal, key: string): ListedRoute {
  const found = listGatewayRoutes(principal).find((route) => route.key === key);
  if (found === undefined) throw new Failure('not_found', 'Invalid resource identifier');
  return found;
}
