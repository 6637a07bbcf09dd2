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
  accessFor({ method, target }: OriginalRequest): NeededAccess {
    const path = normalPath(target);
    if (path === undefined) return { refused: 'path_not_normal' };
    const found = METHOD.test(method) ? this.#tree.find(method, path) : undefined;
    if (found === undefined) return { refused: 'no_route' };
    const { action, resource: template } = found.route;
    const isUsable = this.#usable.has(found.route);
    const resource = isUsable ? fillTemplate(template, found.valueFor) : undefined;
    return resource === undefined ? { refused: 'no_resource' } : { action, resource };
  }
}
