import { lookUpChain } from '../catalogue.ts';
import type { CompiledStatement } from '../compile-policy.ts';
import type { InnerKind } from '../contains.ts';
import type { CompiledPart, CompiledRole, Rights } from '../rights.ts';
import type { Effect } from '../statement.ts';
import { allOf, anyOf, type Formula, negate } from './formula.ts';
import type { RequestSpace } from './request-space.ts';
import { type Target, whenApplies } from './statement-formula.ts';

/** The request itself. */
export function ownTarget(space: RequestSpace, action?: string): Target {
  return { chain: space.chain, action };
}

/** The views that the request needs besides. */
export function guardTargets(space: RequestSpace, { catalogue }: Pick<Rights, 'catalogue'>): Target[] {
  return space.chain.guards.map(({ chain, action }) => ({
    chain: lookUpChain(catalogue, chain),
    action,
  }));
}

/** When `decide` allows the target. */
export function whenAllowed(space: RequestSpace, rights: Rights, target: Target): Formula {
  return allOf(rights.parts.map((part) => whenPartAllows(space, part, target)));
}

/** When `decideEffective` allows the request. */
export function whenEffective(space: RequestSpace, rights: Rights, action?: string): Formula {
  return allOf(targetsOf(space, rights, action).map((target) => whenAllowed(space, rights, target)));
}

/** The ways in which rights that count so can refuse the request: they do when one of them holds. */
export function waysToRefuse(space: RequestSpace, rights: Rights, kind: InnerKind): Formula[] {
  const targets = kind === 'whole' ? targetsOf(space, rights) : [ownTarget(space)];
  return targets.flatMap((target) => rights.parts.map((part) => negate(whenPartAllows(space, part, target))));
}

export function whenPartAllows(space: RequestSpace, { roles }: CompiledPart, target: Target): Formula {
  return anyOf(roles.map((role) => whenRoleAllows(space, role, target)));
}

/** When no statement of the role denies the target. */
export function whenNotDenied(space: RequestSpace, role: CompiledRole, target: Target): Formula {
  return negate(whenOneApplies(space, statementsOf(role, 'deny'), target));
}

export function whenOneApplies(
  space: RequestSpace,
  statements: readonly CompiledStatement[],
  target: Target,
): Formula {
  return anyOf(statements.map((statement) => whenApplies(space, statement, target)));
}

export function statementsOf({ policy }: CompiledRole, effect: Effect): CompiledStatement[] {
  return policy.statements.filter((statement) => statement.effect === effect);
}

function whenRoleAllows(space: RequestSpace, role: CompiledRole, target: Target): Formula {
  const allowed = whenOneApplies(space, statementsOf(role, 'allow'), target);
  return allowed === false ? false : allOf([allowed, whenNotDenied(space, role, target)]);
}

function targetsOf(space: RequestSpace, rights: Rights, action?: string): Target[] {
  return [ownTarget(space, action), ...guardTargets(space, rights)];
}
