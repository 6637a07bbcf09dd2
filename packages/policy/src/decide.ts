import type { AccessRequest } from './access-request.ts';
import type { Facts } from './candidate.ts';
import { type Catalogue, lookUpChain } from './catalogue.ts';
import type { CompiledStatement } from './compile-policy.ts';
import type { Decision } from './decision.ts';
import { followPlan, type Plan, planDecision } from './plan.ts';
import { readResource } from './read-resource.ts';
import type { Resource } from './resource.ts';
import type { CompiledPart, CompiledRole, Rights } from './rights.ts';

/**
 * Whether the rights allow the request as their statements say, without regard to what may be viewed.
 * Every part must allow; a part allows when one of its roles does; in a role a deny wins. Never throws: a
 * resource that cannot be read is an implicit deny.
 */
export function decide(rights: Rights, request: AccessRequest): Decision {
  const resource = readResource(request);
  if (!resource) return nothingMatches(rights);
  return decideOn(rights, resource.chain, request.action, factsOf(request, resource));
}

/**
 * As `decide`, and what one cannot view one cannot change: the view action of each guarded type on the way to the
 * resource must be allowed too. The decision is then that of the view that is missing.
 */
export function decideEffective(rights: Rights, request: AccessRequest): Decision {
  const resource = readResource(request);
  if (!resource) return nothingMatches(rights);
  const { chain, names } = resource;
  const facts = factsOf(request, resource);
  const decision = decideOn(rights, chain, request.action, facts);
  if (!decision.allowed) return decision;

  const { guards, viewSegment } = lookUpChain(rights.catalogue, chain);
  for (const guard of guards) {
    if (guard.chain === chain && guard.action === request.action) continue;
    const views = guard.segment < viewSegment ? NO_VIEWS : facts.views;
    const view = decideOn(rights, guard.chain, guard.action, { names, request, views });
    if (!view.allowed) return view;
  }
  return decision;
}

const NO_VIEWS: readonly string[] = [];

function factsOf(request: AccessRequest, { names }: Resource): Facts {
  return { names, request, views: request.views ?? NO_VIEWS };
}

function nothingMatches(rights: Rights): Decision {
  return rights.parts[0].implicitDeny;
}

function decideOn(rights: Rights, chain: string, action: string, facts: Facts): Decision {
  let first: Decision | undefined;
  // Loops by index: an iterator for each of these small lists would be the only garbage of a decision.
  for (let index = 0; index < rights.parts.length; index++) {
    const part = rights.parts[index];
    if (part === undefined) break;
    const decision = decidePart(part, rights.catalogue, chain, action, facts);
    if (!decision.allowed) return decision;
    first ??= decision;
  }
  return first ?? nothingMatches(rights);
}

/** What one part says of one chain and action, before anything that must be viewed. */
export function decidePart(
  part: CompiledPart,
  catalogue: Catalogue,
  chain: string,
  action: string,
  facts: Facts,
): Decision {
  let denied: Decision | undefined;
  for (let index = 0; index < part.roles.length; index++) {
    const role = part.roles[index];
    if (role === undefined) break;
    const statement = followPlan(planFor(role, catalogue, chain, action), facts);
    if (!statement) continue;
    const decision = decisionOf(role, statement);
    if (decision.allowed) return decision;
    denied ??= decision;
  }
  return denied ?? part.implicitDeny;
}

/**
 * Plans are kept for the chains of the catalogue, for their actions and a few others: new actions of LaunchDarkly are
 * asked for before they are listed, but callers could make up any number of names.
 */
function planFor(role: CompiledRole, catalogue: Catalogue, chain: string, action: string): Plan {
  const known = role.plans.get(chain)?.get(action);
  if (known) return known;
  const described = lookUpChain(catalogue, chain);
  const plan = planDecision(role.policy, described, action);
  if (!described.type) return plan;
  const ofChain = role.plans.get(chain) ?? new Map<string, Plan>();
  role.plans.set(chain, ofChain);
  if (described.actions.has(action) || ofChain.size < described.actions.size + MAX_UNLISTED_ACTIONS) {
    ofChain.set(action, plan);
  }
  return plan;
}

const MAX_UNLISTED_ACTIONS = 32;

function decisionOf(role: CompiledRole, { index, effect }: CompiledStatement): Decision {
  const known = role.decisions[index];
  if (known) return known;
  const allowed = effect === 'allow';
  const outcome = allowed ? 'allow' : 'explicit_deny';
  const decision = { allowed, outcome, part: role.part, role: role.key, statement: index } as const;
  role.decisions[index] = decision;
  return decision;
}
