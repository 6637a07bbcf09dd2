import type { AccessRequest } from './access-request.ts';
import type { Catalogue } from './catalogue.ts';
import { decide, decideEffective } from './decide.ts';
import type { CompiledRole, Rights } from './rights.ts';

export type Containment =
  | { readonly verdict: 'contained' }
  /** The witness is allowed by the inner rights and not by the outer ones. */
  | { readonly verdict: 'not_contained'; readonly witness: AccessRequest }
  | { readonly verdict: 'not_provable'; readonly reason: string };

/**
 * How the inner rights count: `whole` rights as they take effect, or a `piece` (a role, a team's roles) that will
 * meet other pieces and so counts without the view guard, which those may satisfy.
 */
export type InnerKind = 'whole' | 'piece';

/**
 * Whether the outer rights, as they take effect, allow everything that the inner rights allow, for resource types
 * and actions still unknown too. Both must have been compiled for `catalogue`.
 * What cannot be decided is `not_provable` with the reason; it is never guessed.
 */
export function contains(
  outer: Rights,
  inner: Rights,
  catalogue: Catalogue,
  innerKind: InnerKind = 'whole',
): Containment {
  const decideInner = innerKind === 'whole' ? decideEffective : decide;
  for (const witness of representatives(catalogue)) {
    if (decideInner(inner, witness).allowed && !decideEffective(outer, witness).allowed) {
      return { verdict: 'not_contained', witness };
    }
  }
  if (grantsNothing(inner) || isUnlimited(outer)) return { verdict: 'contained' };
  const custom = [...rolesOf(outer), ...rolesOf(inner)].find((role) => role.base === undefined);
  if (!custom) return { verdict: 'contained' };
  return { verdict: 'not_provable', reason: `what the role \`${custom.key}\` allows is not yet compared` };
}

/**
 * One request for each chain and action of the catalogue, and for a type and an action outside it, at the top and
 * under each guarded type. The policies of base roles ask for nothing else, so these stand for all requests.
 */
function* representatives(catalogue: Catalogue): Generator<AccessRequest> {
  const unknownAction = unusedName('unknownAction', (name) =>
    [...catalogue.types.values()].some((type) => Object.hasOwn(type.actions, name)),
  );
  const unknownType = unusedName('unknown-type', (name) => catalogue.types.has(name));
  for (const { chain, actions, guards } of catalogue.chains.values()) {
    for (const action of [...actions.keys(), unknownAction]) yield { action, resource: example(chain) };
    const isGuarded = guards.some((guard) => guard.chain === chain);
    if (isGuarded) yield { action: unknownAction, resource: example(`${chain}:${unknownType}/*`) };
  }
  yield { action: unknownAction, resource: example(`${unknownType}/*`) };
}

/** A resource of the chain whose keys are all `x`. */
function example(chain: string): string {
  return chain.replaceAll('*', 'x');
}

function unusedName(stem: string, isUsed: (name: string) => boolean): string {
  let name = stem;
  while (isUsed(name)) name += 'x';
  return name;
}

function isUnlimited(rights: Rights): boolean {
  return rights.parts.every((part) => part.roles.some((role) => role.base === 'owner'));
}

function grantsNothing(rights: Rights): boolean {
  return rights.parts.some((part) =>
    part.roles.every((role) => role.policy.statements.every((statement) => statement.effect === 'deny')),
  );
}

function rolesOf(rights: Rights): readonly CompiledRole[] {
  return rights.parts.flatMap((part) => part.roles);
}
