import type { Catalogue } from '@keyward/policy';
import type { GatewayRoute } from './gateway-route.ts';
import { normalPath } from './normal-path.ts';
import { fillTemplate, isKnownTemplate } from './resource-template.ts';
import { RouteTree } from './route-tree.ts';

/** A request as the client of a gateway sent it. */
export interface OriginalRequest {
  readonly method: string;
  /** Path and query, as they stood in the request. */
  readonly target: string;
}

/** The access that a request needs, or why there is none. */
export type NeededAccess =
  | { readonly action: string; readonly resource: string }
  | { readonly refused: 'path_not_normal' | 'no_route' | 'no_resource' };

/** What is found out about a request on the way to the access that it needs. */
export interface RouteMatch {
  /** The path as it is decided on; undefined: it has no normal form. */
  readonly path: readonly string[] | undefined;
  /** The route that decides. */
  readonly route: GatewayRoute | undefined;
  readonly needed: NeededAccess;
}

const METHOD = /^[A-Z][A-Z-]{0,31}$/;

/** The routes of an account as they are asked. Never changed once made. */
export class RouteTable {
  /** Kept by the API. */
  readonly stored: readonly GatewayRoute[];
  /** From the file of the server, which the API cannot change. They go before stored ones. */
  readonly fromFile: readonly GatewayRoute[];
  readonly #tree: RouteTree;
  /** Those whose resource is still of a type that the account knows. */
  readonly #usable: ReadonlySet<GatewayRoute>;

  constructor(stored: readonly GatewayRoute[], fromFile: readonly GatewayRoute[], catalogue: Catalogue) {
    this.stored = stored;
    this.fromFile = fromFile;
    const routes = [...stored, ...fromFile];
    this.#tree = new RouteTree(routes);
    this.#usable = new Set(routes.filter(({ resource }) => isKnownTemplate(resource, catalogue)));
  }

  /** Whatever has no line, or could be read in two ways, is refused. */
  match({ method, target }: OriginalRequest): RouteMatch {
    const path = normalPath(target);
    if (path === undefined) return { path, route: undefined, needed: { refused: 'path_not_normal' } };
    const found = METHOD.test(method) ? this.#tree.find(method, path) : undefined;
    if (found === undefined) return { path, route: undefined, needed: { refused: 'no_route' } };
    const { route, valueFor } = found;
    const resource = this.#usable.has(route) ? fillTemplate(route.resource, valueFor) : undefined;
    const needed: NeededAccess =
      resource === undefined ? { refused: 'no_resource' } : { action: route.action, resource };
    return { path, route, needed };
  }
}
