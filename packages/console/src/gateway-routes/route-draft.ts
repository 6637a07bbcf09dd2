import type { GatewayRoute } from '../app/keyward.ts';

export interface RouteDraft {
  /** Undefined: made of method and path. */
  readonly key: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly resource: string;
  readonly action: string;
}

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', '*'];

export function routeDraftOf(route?: GatewayRoute): RouteDraft {
  const { key, method = 'GET', path = '/', resource = '', action = '' } = route ?? {};
  return { key, method, path, resource, action };
}

/** `GET /orders/{order}` becomes `get-orders-order`. */
export function keyOf({ key, method, path }: RouteDraft): string {
  if (key !== undefined) return key;
  const words = `${method === '*' ? 'any' : method} ${path}`.toLowerCase().normalize('NFKD');
  return words
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 64)
    .replace(/^-+|-+$/g, '');
}
