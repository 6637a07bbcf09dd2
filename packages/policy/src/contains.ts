import { Budget, type Clock } from './analyse/budget.ts';
import { findBeyond } from './analyse/find-beyond.ts';
import { findExample } from './analyse/find-example.ts';
import { printEntry } from './analyse/print-entry.ts';
import type { Witness } from './analyse/request-space.ts';
import type { Origin } from './analyse/start.ts';
import { universe } from './analyse/word-rules.ts';
import { BASE_ROLES, type BaseRole } from './base-role.ts';
import type { Catalogue } from './catalogue.ts';
import type { Rights } from './rights.ts';

export type Containment =
  | { readonly verdict: 'contained' }
  /** The witness is allowed by the inner rights and not by the outer ones. */
  | { readonly verdict: 'not_contained'; readonly witness: Witness }
  | { readonly verdict: 'not_provable'; readonly reason: string };

/**
 * How the inner rights count: `whole` rights as they take effect, or a `piece` (a role, a team's roles) that will
 * meet other pieces and so counts without the view guard, which those may satisfy.
 */
export type InnerKind = 'whole' | 'piece';

/**
 * Whether the outer rights, as they take effect, allow everything that the inner rights allow, for resource types
 * and actions still unknown too. Both must have been compiled for `catalogue`.
 * Takes no longer than 250 ms by `clock`. What is not decided by then is `not_provable` with the reason; it is
 * never guessed.
 */
export function contains(
  outer: Rights,
  inner: Rights,
  catalogue: Catalogue,
  innerKind: InnerKind = 'whole',
  clock: Clock = () => performance.now(),
): Containment {
  if (outer.catalogue !== catalogue || inner.catalogue !== catalogue) {
    return { verdict: 'not_provable', reason: 'the rights were compiled for another catalogue' };
  }
  if (isPlainlyContained(outer, inner, innerKind)) return { verdict: 'contained' };
  const budget = new Budget(clock);
  const example = findExample(outer, inner, innerKind, universe, budget);
  if (example) return { verdict: 'not_contained', witness: example };
  const beyond = findBeyond(outer, inner, innerKind, universe, budget);
  switch (beyond.found) {
    case 'nothing':
      return { verdict: 'contained' };
    case 'witness':
      return { verdict: 'not_contained', witness: beyond.witness };
    case 'unknown':
      return { verdict: 'not_provable', reason: reasonFor(beyond.origin) };
  }
}

function isPlainlyContained(outer: Rights, inner: Rights, innerKind: InnerKind): boolean {
  if (outer.parts.every((part) => part.roles.some((role) => role.base === 'owner'))) return true;
  const outerRole = onlyBaseRole(outer);
  const innerRole = onlyBaseRole(inner);
  if (!outerRole || !innerRole || innerKind === 'piece') return false;
  return BASE_ROLES.indexOf(innerRole) <= BASE_ROLES.indexOf(outerRole);
}

function onlyBaseRole({ parts }: Rights): BaseRole | undefined {
  return parts.length === 1 && parts[0].roles.length === 1 ? parts[0].roles[0]?.base : undefined;
}

function reasonFor(origin: Origin | undefined): string {
  if (!origin) return 'the policies are too large to compare in time; split them or use fewer statements';
  const { role, statement, entry } = origin;
  const what = entry ? `entry \`${printEntry(entry)}\`` : '`notResources`';
  return `the ${what} in statement ${statement.index + 1} of \`${role.key}\` overlaps too many other statements to be compared in time; narrow it`;
}
