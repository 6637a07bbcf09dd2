import type { InnerKind } from '../contains.ts';
import type { Rights } from '../rights.ts';
import { allStarts } from './all-starts.ts';
import { type Budget, untilSpent } from './budget.ts';
import { isBeyond } from './is-beyond.ts';
import type { RequestSpace, Witness } from './request-space.ts';
import { waysToRefuse } from './rights-formula.ts';
import { satisfy } from './satisfy.ts';
import type { Origin, Start } from './start.ts';
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
    const goals = (space: RequestSpace) => waysToRefuse(space, outer, 'whole');
    for (const start of allStarts(inner, outer, kind, goals, universe, budget)) {
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
  const lookedAgain = untilSpent(() => {
    for (const start of open) {
      budget.startShare(1);
      const result = attempt(start);
      if (typeof result === 'object') return result;
      if (result === 'unknown') unknown ??= start.origin;
    }
    return undefined;
  });
  if (lookedAgain === 'spent') return { found: 'unknown', origin: unknown ?? open[0]?.origin };
  if (lookedAgain) return { found: 'witness', witness: lookedAgain };
  return unknown ? { found: 'unknown', origin: unknown } : { found: 'nothing' };
}
