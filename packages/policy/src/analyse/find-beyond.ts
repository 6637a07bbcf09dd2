import type { InnerKind } from '../contains.ts';
import { decide, decideEffective } from '../decide.ts';
import type { CompiledPart, Rights } from '../rights.ts';
import { type Budget, OutOfBudget } from './budget.ts';
import { groupChains } from './chain-group.ts';
import { RequestSpace, type Witness } from './request-space.ts';
import { waysToRefuse } from './rights-formula.ts';
import { satisfy } from './satisfy.ts';
import { type Origin, type Start, startsOf } from './start.ts';
import type { Universe } from './word-rules.ts';

export type Beyond =
  | { readonly found: 'nothing' }
  | { readonly found: 'witness'; readonly witness: Witness }
  /** It could not be told for what this grants; undefined when there was no time to look. */
  | { readonly found: 'unknown'; readonly origin: Origin | undefined };

/** The part of the whole budget that each start has at first. */
const FIRST_SHARE = 0.1;

/** A request that the inner rights allow and the outer rights, as they take effect, do not. */
export function findBeyond(
  outer: Rights,
  inner: Rights,
  kind: InnerKind,
  universe: Universe,
  budget: Budget,
): Beyond {
  const attempt = ({ space, box, formula }: Start): Witness | 'nothing' | 'unknown' => {
    const found = untilSpent(() => satisfy(box, formula, budget));
    if (found === 'spent') return 'unknown';
    if (!found) return 'nothing';
    const witness = space.requestIn(found);
    return isBeyond(outer, inner, kind, witness) ? witness : 'unknown';
  };

  const open: Start[] = [];
  const looked = untilSpent(() => {
    for (const start of allStarts(outer, inner, kind, universe, budget)) {
      budget.startShare(FIRST_SHARE);
      const result = attempt(start);
      if (typeof result === 'object') return result;
      if (result === 'unknown') open.push(start);
      budget.startShare(1);
    }
    return undefined;
  });
  if (looked === 'spent') return { found: 'unknown', origin: open[0]?.origin };
  if (looked) return { found: 'witness', witness: looked };

  let unknown: Origin | undefined;
  for (const start of open) {
    budget.startShare(1);
    const result = attempt(start);
    if (typeof result === 'object') return { found: 'witness', witness: result };
    if (result === 'unknown') unknown ??= start.origin;
  }
  return unknown ? { found: 'unknown', origin: unknown } : { found: 'nothing' };
}

function* allStarts(
  outer: Rights,
  inner: Rights,
  kind: InnerKind,
  universe: Universe,
  budget: Budget,
): Generator<Start> {
  const [first, ...others] = inner.parts;
  const policiesOf = (parts: readonly CompiledPart[]) =>
    parts.flatMap(({ roles }) => roles.map(({ policy }) => policy));
  const groups = groupChains(policiesOf([first]), policiesOf([...others, ...outer.parts]), inner.catalogue);
  for (const { chain } of groups) {
    const space = new RequestSpace(chain, universe, budget);
    yield* startsOf(space, inner, kind, () => waysToRefuse(space, outer));
  }
}

/** The last word is that of `decide`. */
function isBeyond(outer: Rights, inner: Rights, kind: InnerKind, witness: Witness): boolean {
  const decideInner = kind === 'whole' ? decideEffective : decide;
  return decideInner(inner, witness).allowed && !decideEffective(outer, witness).allowed;
}

function untilSpent<T>(search: () => T): T | 'spent' {
  try {
    return search();
  } catch (error) {
    if (error instanceof OutOfBudget) return 'spent';
    throw error;
  }
}
