/** A line of an account's table: which access a request to the API behind a gateway needs. */
export interface GatewayRoute {
  /** Names the line among those of its account. */
  readonly key: string;
  /** Such as `GET`, which stands for `HEAD` too; `*` for every method. */
  readonly method: string;
  /** Such as `/orders/{order}/items/**`: see `path-pattern.ts`. */
  readonly path: string;
  /** Such as `order/{order}`, with what stands in the path in place of each name in braces. */
  readonly resource: string;
  readonly action: string;
}

export const ROUTE_KEY = '^[a-z0-9][a-z0-9-]{0,63}$';
export const ROUTE_METHOD = '^([A-Z][A-Z-]{0,31}|\\*)$';
export const GATEWAY_ROUTE_LIMIT = 1_000;
