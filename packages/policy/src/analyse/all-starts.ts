import type { InnerKind } from '../contains.ts';
import type { CompiledPart, Rights } from '../rights.ts';
import type { Budget } from './budget.ts';
import { groupAllowedChains } from './chain-group.ts';
import type { Formula } from './formula.ts';
import { RequestSpace } from './request-space.ts';
import { type Start, startsOf } from './start.ts';
import type { Universe } from './word-rules.ts';

/**
 * The requests of all chains that the rights allow and that satisfy one of the goals, which ask about nothing but
 * what these or the other rights ask about. Throws OutOfBudget when the time is over.
 */
export function* allStarts(
  rights: Rights,
  other: Rights,
  kind: InnerKind,
  goals: (space: RequestSpace) => readonly Formula[],
  universe: Universe,
  budget: Budget,
): Generator<Start> {
  budget.startShare(1);
  const [first, ...others] = rights.parts;
  const policiesOf = (parts: readonly CompiledPart[]) =>
    parts.flatMap(({ roles }) => roles.map(({ policy }) => policy));
  const groups = groupAllowedChains(
    policiesOf([first]),
    policiesOf([...others, ...other.parts]),
    rights.catalogue,
    budget,
  );
  for (const { chain, members } of groups) {
    budget.startShare(1);
    const space = new RequestSpace(chain, universe, budget);
    yield* startsOf(space, members, rights, kind, () => goals(space));
  }
}
