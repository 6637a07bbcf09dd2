import type { CompiledStatement } from '../compile-policy.ts';
import type { InnerKind } from '../contains.ts';
import type { Rights } from '../rights.ts';
import { allStarts } from './all-starts.ts';
import { type Budget, untilSpent } from './budget.ts';
import { allOf, anyOf, type Formula, negate } from './formula.ts';
import { patternOf } from './glob-automaton.ts';
import { printEntry } from './print-entry.ts';
import type { RequestSpace, Witness } from './request-space.ts';
import { guardTargets, ownTarget, statementsOf, waysToRefuse } from './rights-formula.ts';
import { satisfy } from './satisfy.ts';
import { simplify } from './simplify.ts';
import type { Origin, Start } from './start.ts';
import { whenApplies } from './statement-formula.ts';
import type { Universe } from './word-rules.ts';

/** Why something is allowed that was not. */
export interface Cause {
  /** An allow that is new, or a deny that is there no longer. */
  readonly kind: 'allow' | 'deny';
  readonly role: string;
  /** The index of the statement: of the allow in the rights that allow it, of the deny in those that did not. */
  readonly statement: number;
}

/** What one entry and some actions of the wider rights allow beyond the narrower ones. */
export interface Gain {
  readonly origin: Origin;
  /** Chains that the entry stands for here. */
  readonly chains: readonly string[];
  readonly extent: 'all' | 'part' | 'unknown';
  readonly example: Witness | undefined;
  readonly cause: Cause | undefined;
}

const SHARE = 0.1;

export interface Gains {
  readonly gains: readonly Gain[];
  /** Whether there was time to look at everything. */
  readonly isComplete: boolean;
}

/** What the wider rights allow and the narrower do not, by what grants it. */
export function findGains(
  wider: Rights,
  narrower: Rights,
  kind: InnerKind,
  universe: Universe,
  budget: Budget,
): Gains {
  const gains: Gain[] = [];
  const known = statementKeys(narrower);
  const lostDenies = findLostDenies(wider, narrower);
  const withoutDeny = new Map<LostDeny, Formula>();
  const goals = (space: RequestSpace) => {
    const targets = kind === 'whole' ? [ownTarget(space), ...guardTargets(space, wider)] : [ownTarget(space)];
    for (const deny of lostDenies) {
      withoutDeny.set(
        deny,
        allOf(targets.map((target) => negate(whenApplies(space, deny.statement, target)))),
      );
    }
    return [anyOf(waysToRefuse(space, narrower, kind))];
  };
  const findCause = ({ origin, box }: Start, gained: Formula): Cause | undefined => {
    const { role, statement } = origin;
    if (!known.has(keyOf(statement))) return { kind: 'allow', role: role.key, statement: statement.index };
    return lostDenies.find((deny) => {
      if (deny.cause.role !== role.key) return false;
      const still = allOf([gained, withoutDeny.get(deny) ?? true]);
      return untilSpent(() => satisfy(box, still, budget)) === undefined;
    })?.cause;
  };

  const looked = untilSpent(() => {
    for (const start of allStarts(wider, narrower, kind, goals, universe, budget)) {
      budget.startShare(SHARE);
      const gain = examine(start, budget, findCause);
      if (gain) gains.push(gain);
      budget.startShare(1);
    }
  });
  return { gains, isComplete: looked !== 'spent' };
}

function examine(
  start: Start,
  budget: Budget,
  findCause: (start: Start, gained: Formula) => Cause | undefined,
): Gain | undefined {
  const { space, chains, origin, box, formula } = start;
  const result = untilSpent(() => {
    const gained = simplify(formula, box, budget);
    return { gained, found: satisfy(box, gained, budget) };
  });
  if (result === 'spent') return { origin, chains, extent: 'unknown', example: undefined, cause: undefined };
  const { gained, found } = result;
  if (!found) return undefined;
  const extent = gained === true ? 'all' : 'part';
  return { origin, chains, extent, example: space.requestIn(found), cause: findCause(start, gained) };
}

interface LostDeny {
  readonly statement: CompiledStatement;
  readonly cause: Cause;
}

function findLostDenies(wider: Rights, narrower: Rights): LostDeny[] {
  const kept = statementKeys(wider);
  const roles = narrower.parts.flatMap((part) => part.roles);
  return roles.flatMap((role) =>
    statementsOf(role, 'deny')
      .filter((statement) => !kept.has(keyOf(statement)))
      .map((statement) => ({
        statement,
        cause: { kind: 'deny', role: role.key, statement: statement.index },
      })),
  );
}

function statementKeys({ parts }: Rights): Set<string> {
  return new Set(parts.flatMap(({ roles }) => roles.flatMap(({ policy }) => policy.statements.map(keyOf))));
}

/** Equal for statements that say the same in the same words, in whatever order. */
function keyOf({ effect, parts }: CompiledStatement): string {
  if (!parts) return effect;
  const { resources, actions } = parts;
  return JSON.stringify([
    effect,
    resources.negated,
    resources.entries.map(printEntry).sort(),
    actions.negated,
    [...actions.names].sort(),
    actions.globs.map(patternOf).sort(),
  ]);
}
