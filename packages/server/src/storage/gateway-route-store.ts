import type { GatewayRoute } from '../gateway-routes/gateway-route.ts';

export interface GatewayRouteReads {
  /** In the order of their keys. */
  listGatewayRoutes(accountId: string): Promise<readonly GatewayRoute[]>;
}

/** The rules of the account are new after each. */
export interface GatewayRouteWrites extends GatewayRouteReads {
  /** Writes the line, or writes it anew. */
  putGatewayRoute(accountId: string, route: GatewayRoute): Promise<void>;
  /** Answers false when there was none. */
  deleteGatewayRoute(accountId: string, key: string): Promise<boolean>;
}
