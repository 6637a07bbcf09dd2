import type { CompiledStatement } from '../compile-policy.ts';
import type { InnerKind } from '../contains.ts';
import type { Rights } from '../rights.ts';
import { allStarts } from './all-starts.ts';
import { type Budget, untilSpent } from './budget.ts';
import { allOf, anyOf, negate } from './formula.ts';
import { patternOf } from './glob-automaton.ts';
import { printEntry } from './print-entry.ts';
import type { RequestSpace, Witness } from './request-space.ts';
import { guardTargets, ownTarget, waysToRefuse } from './rights-formula.ts';
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
  const goals = (space: RequestSpace) => [anyOf(waysToRefuse(space, narrower, kind))];
  const looked = untilSpent(() => {
    for (const start of allStarts(wider, narrower, kind, goals, universe, budget)) {
      const gain = examine(start, wider, narrower, kind, budget);
      if (gain) gains.push(gain);
      budget.startShare(1);
    }
  });
  return { gains, isComplete: looked !== 'spent' };
}

function examine(
  { space, chains, origin, box, formula }: Start,
  wider: Rights,
  narrower: Rights,
  kind: InnerKind,
  budget: Budget,
): Gain | undefined {
  budget.startShare(SHARE);
  const unknown: Gain = { origin, chains, extent: 'unknown', example: undefined, cause: undefined };
  const left = untilSpent(() => simplify(formula, box, budget));
  if (left === 'spent') return unknown;
  const found = untilSpent(() => satisfy(box, left, budget));
  if (found === 'spent') return unknown;
  if (!found) return undefined;

  const isNew = !statementKeys(narrower).has(keyOf(origin.statement));
  const cause = isNew
    ? ({ kind: 'allow', role: origin.role.key, statement: origin.statement.index } as const)
    : deniesLost(wider, narrower).find(({ statement }) => {
        const targets =
          kind === 'whole' ? [ownTarget(space), ...guardTargets(space, wider)] : [ownTarget(space)];
        const putBack = targets.map((target) => negate(whenApplies(space, statement, target)));
        return untilSpent(() => satisfy(box, allOf([left, ...putBack]), budget)) === undefined;
      })?.cause;
  return { origin, chains, extent: left === true ? 'all' : 'part', example: space.requestIn(found), cause };
}

function deniesLost(wider: Rights, narrower: Rights): { statement: CompiledStatement; cause: Cause }[] {
  const kept = statementKeys(wider);
  return narrower.parts.flatMap(({ roles }) =>
    roles.flatMap(({ key, policy }) =>
      policy.statements
        .filter((statement) => statement.effect === 'deny' && !kept.has(keyOf(statement)))
        .map((statement) => ({
          statement,
          cause: { kind: 'deny', role: key, statement: statement.index } as const,
        })),
    ),
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
