import type { AccessRequest } from './access-request.ts';
import type { Facts } from './candidate.ts';
import { type Catalogue, type Chain, lookUpChain } from './catalogue.ts';
import { printResource, type Resource } from './resource.ts';

/** One thing that must be allowed for a request to be: its action, or a view on the way to its resource. */
export interface AccessCheck {
  readonly chain: Chain;
  readonly action: string;
  readonly resource: string;
  readonly facts: Facts;
  readonly isView: boolean;
}

/** The checks that `decideEffective` makes, in its order. */
export function checksOf(catalogue: Catalogue, request: AccessRequest, resource: Resource): AccessCheck[] {
  const chain = lookUpChain(catalogue, resource.chain);
  const { names } = resource;
  const views = request.views ?? [];
  const own = {
    chain,
    action: request.action,
    resource: printResource(resource),
    facts: { names, request, views },
    isView: false,
  };
  const guards = chain.guards.filter(
    (guard) => guard.chain !== chain.chain || guard.action !== request.action,
  );
  const viewed = guards.map((guard) => ({
    chain: lookUpChain(catalogue, guard.chain),
    action: guard.action,
    resource: printResource({ chain: guard.chain, names }),
    facts: { names, request, views: guard.segment < chain.viewSegment ? [] : views },
    isView: true,
  }));
  return [own, ...viewed];
}
