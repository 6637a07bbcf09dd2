import { type CompiledStatement, matchesAction, type ResourceEntry } from '../compile-policy.ts';
import type { InnerKind } from '../contains.ts';
import { matchesGlob } from '../glob.ts';
import type { CompiledRole, Rights } from '../rights.ts';
import { allOf, type Formula, isLiteral, type Literal } from './formula.ts';
import { patternOf } from './glob-automaton.ts';
import type { Box, RequestSpace } from './request-space.ts';
import {
  guardTargets,
  ownTarget,
  statementsOf,
  whenAllowed,
  whenNotDenied,
  whenPartAllows,
} from './rights-formula.ts';
import { assume } from './satisfy.ts';
import { simplify } from './simplify.ts';
import {
  exactly,
  shownAction,
  whenActionMatches,
  whenEntryMatches,
  whenResourceMatches,
} from './statement-formula.ts';

/** Where a right comes from. */
export interface Origin {
  readonly role: CompiledRole;
  readonly statement: CompiledStatement;
  /** Undefined for all of `notResources`. */
  readonly entry: ResourceEntry | undefined;
  /** Some of the listed actions, which nothing tells apart here; undefined for all of `notActions`. */
  readonly actions: readonly string[] | undefined;
}

/** The requests of a box for which the formula holds, all granted by one entry and the same actions. */
export interface Start {
  readonly space: RequestSpace;
  /** The chains that the space stands for, as in a group. */
  readonly chains: readonly string[];
  readonly origin: Origin;
  readonly box: Box;
  readonly formula: Formula;
}

/**
 * The requests that the rights allow and that satisfy one of the goals, split by what grants them. What nothing
 * satisfies at first sight is left out.
 */
export function* startsOf(
  space: RequestSpace,
  chains: readonly string[],
  rights: Rights,
  kind: InnerKind,
  goals: () => readonly Formula[],
): Generator<Start> {
  const [first, ...otherParts] = rights.parts;
  const target = ownTarget(space);
  const shared = allOf([
    ...otherParts.map((part) => whenPartAllows(space, part, target)),
    ...(kind === 'whole' ? guardTargets(space, rights) : []).map((guard) =>
      whenAllowed(space, rights, guard),
    ),
  ]);
  if (shared === false) return;
  const grants = first.roles.flatMap((role) => grantsOf(space, role, shared));
  if (grants.length === 0) return;
  const possibleGoals = goals().filter((goal) => goal !== false);
  // Only now does the space know all statements that could tell actions apart.
  const statements = new Set(grants.map(({ origin }) => origin.statement));
  const choicesOfStatements = new Map(Array.from(statements, (each) => [each, choicesOf(space, each)]));
  const whole = space.whole();
  for (const { origin, cube, formula, common } of grants) {
    const choices = choicesOfStatements.get(origin.statement) ?? [];
    const box = assume(whole, cube);
    if (!box) continue;
    for (const goal of possibleGoals) {
      const left = simplify(allOf([formula, common, goal]), box, space.budget);
      if (left === false) continue;
      for (const choice of choices) {
        if (choice.formula === false) continue;
        const smaller = assume(box, choice.cube);
        if (!smaller) continue;
        yield {
          space,
          chains,
          origin: { ...origin, actions: choice.actions },
          box: smaller,
          formula: allOf([left, choice.formula]),
        };
      }
    }
  }
}

interface Grant {
  readonly origin: Omit<Origin, 'actions'>;
  readonly cube: readonly Literal[];
  /** What must hold besides the cube, and what must for all grants of the role. Apart, as it can be large. */
  readonly formula: Formula;
  readonly common: Formula;
}

interface ActionChoice {
  readonly actions: readonly string[] | undefined;
  readonly cube: readonly Literal[];
  readonly formula: Formula;
}

function grantsOf(space: RequestSpace, role: CompiledRole, shared: Formula): Grant[] {
  const target = ownTarget(space);
  const common = allOf([shared, whenNotDenied(space, role, target)]);
  if (common === false) return [];
  return statementsOf(role, 'allow').flatMap((statement) => {
    if (!statement.parts) return [];
    const { resources } = statement.parts;
    const parts = resources.negated
      ? [{ entry: undefined, matches: whenResourceMatches(space, resources, target) }]
      : resources.entries.map((entry) => ({ entry, matches: whenEntryMatches(space, entry, target) }));
    const possible = parts.filter(({ matches }) => matches !== false);
    if (possible.length === 0) return [];
    return possible.map(({ entry, matches }) => {
      const { cube, formula } = splitCube(matches);
      return { origin: { role, statement, entry }, cube, formula, common };
    });
  });
}

function choicesOf(space: RequestSpace, statement: CompiledStatement): ActionChoice[] {
  if (!statement.parts) return [];
  const { actions } = statement.parts;
  const target = ownTarget(space);
  const all = whenActionMatches(space, statement, target);
  if (actions.negated) return [{ actions: undefined, ...splitCube(all) }];
  const shown = shownAction(actions, space.chain);
  const isCovered = (name: string) => actions.globs.some((glob) => matchesGlob(glob, name));
  const named = shown === undefined ? [...actions.names] : [...actions.names, shown];
  const names = new Set(named.filter((name) => !isCovered(name)));
  const alike = [...groupAlike(space, names).values()].map((group) => ({
    actions: group,
    ...splitCube(space.action(exactly(group[0] ?? ''))),
  }));
  const globs = actions.globs.map((glob) => ({
    actions: [patternOf(glob)],
    ...splitCube(space.action(glob)),
  }));
  return [...alike, ...globs];
}

/** Actions that no statement of the space tells apart. */
function groupAlike(space: RequestSpace, names: Iterable<string>): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    let signature = name === space.chain.type?.viewAction ? 'view' : '';
    for (const part of space.actionParts) {
      space.budget.countVisits(1 + part.globs.length);
      signature += matchesAction(part, name) ? '1' : '0';
    }
    const group = groups.get(signature);
    if (group) group.push(name);
    else groups.set(signature, [name]);
  }
  return groups;
}

function splitCube(formula: Formula): { cube: readonly Literal[]; formula: Formula } {
  if (typeof formula === 'boolean') return { cube: [], formula };
  if (formula.kind === 'literal') return { cube: [formula], formula: true };
  if (formula.kind === 'or') return { cube: [], formula };
  return {
    cube: formula.kids.filter(isLiteral),
    formula: allOf(formula.kids.filter((kid) => !isLiteral(kid))),
  };
}
