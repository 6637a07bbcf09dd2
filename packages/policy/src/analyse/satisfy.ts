import type { Budget } from './budget.ts';
import { allOf, type Compound, type Formula, isLiteral, type Literal, negate } from './formula.ts';
import type { Box } from './request-space.ts';
import { simplify } from './simplify.ts';

/**
 * A part of the box whose requests all satisfy the formula; undefined when no request in the box does.
 * Throws OutOfBudget when it cannot be told.
 */
export function satisfy(box: Box, formula: Formula, budget: Budget, depth = 0): Box | undefined {
  let left = box;
  let open = formula;
  for (;;) {
    budget.countNode(depth);
    open = simplify(open, left, budget);
    if (typeof open === 'boolean') return open ? left : undefined;
    const units = open.kind === 'literal' ? [open] : open.kind === 'and' ? open.kids.filter(isLiteral) : [];
    if (units.length > 0) {
      const smaller = assume(left, units);
      if (!smaller) return undefined;
      left = smaller;
      continue;
    }
    const purified = assumePure(left, open);
    if (purified) {
      left = purified;
      continue;
    }
    const { kind, kids } = open as Compound;
    if (kind === 'or') return satisfyOne(left, kids, budget, depth);
    const clauses = dropImplied(kids as readonly Compound[]);
    const cubes = fewestKids(clauses.filter((clause) => !clause.kids.every(isLiteral)));
    if (cubes) {
      const others = clauses.filter((clause) => clause !== cubes);
      return satisfyCase(left, cubes.kids, others, budget, depth);
    }
    const literal = mostWanted(clauses);
    const found = branch(left, literal, clauses, budget, depth);
    if (found) return found;
    const smaller = assume(left, [literal.negation]);
    if (!smaller) return undefined;
    left = smaller;
    open = allOf(clauses);
  }
}

/** The part of the box where all of the literals hold. */
export function assume(box: Box, literals: readonly Literal[]): Box | undefined {
  const smaller = [...box];
  for (const { dimension, atom, positive } of literals) {
    const part = smaller[dimension]?.restrict([atom], positive);
    if (!part) return undefined;
    smaller[dimension] = part;
  }
  return smaller;
}

function branch(box: Box, literal: Literal, clauses: readonly Compound[], budget: Budget, depth: number) {
  const smaller = assume(box, [literal]);
  return smaller && satisfy(smaller, allOf(clauses), budget, depth + 1);
}

function satisfyOne(
  box: Box,
  kids: readonly (Literal | Compound)[],
  budget: Budget,
  depth: number,
): Box | undefined {
  for (const kid of kids) {
    const found = satisfy(box, kid, budget, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** Tries the cases one by one, each without the requests of the simple ones before it. */
function satisfyCase(
  box: Box,
  cases: readonly (Literal | Compound)[],
  others: readonly Formula[],
  budget: Budget,
  depth: number,
): Box | undefined {
  const rest = [...others];
  for (const each of simplestFirst(cases)) {
    const found = satisfy(box, allOf([each, ...rest]), budget, depth + 1);
    if (found) return found;
    if (isCube(each)) rest.push(negate(each));
  }
  return undefined;
}

function simplestFirst(cases: readonly (Literal | Compound)[]): (Literal | Compound)[] {
  const size = (each: Literal | Compound) =>
    isLiteral(each) ? 0 : isCube(each) ? each.kids.length : each.kids.length + 1_000;
  return [...cases].sort((a, b) => size(a) - size(b));
}

function isCube(formula: Literal | Compound): boolean {
  return isLiteral(formula) || formula.kids.every(isLiteral);
}

/** Where all literals of a dimension have one sign, nothing is lost by making all of them true. */
function assumePure(box: Box, formula: Literal | Compound): Box | undefined {
  const signs: DimensionSigns[] = [];
  gatherSigns(formula, signs);
  let pure: Part[] | undefined;
  for (const [dimension, found] of signs.entries()) {
    if (!found || found.positive.size > 0 === found.negative.size > 0) continue;
    const positive = found.positive.size > 0;
    const part = box[dimension]?.restrict([...(positive ? found.positive : found.negative)], positive);
    if (!part) continue;
    pure ??= [...box];
    pure[dimension] = part;
  }
  return pure;
}

type Part = Box[number];

interface DimensionSigns {
  readonly positive: Set<number>;
  readonly negative: Set<number>;
}

function gatherSigns(formula: Literal | Compound, signs: DimensionSigns[]): void {
  if (formula.kind !== 'literal') {
    for (const kid of formula.kids) gatherSigns(kid, signs);
    return;
  }
  let found = signs[formula.dimension];
  if (!found) {
    found = { positive: new Set(), negative: new Set() };
    signs[formula.dimension] = found;
  }
  (formula.positive ? found.positive : found.negative).add(formula.atom);
}

const LARGEST_IMPLYING = 3;

/** Leaves out the clauses that contain all of a smaller one. */
function dropImplied(clauses: readonly Compound[]): readonly Compound[] {
  const small = clauses.filter(
    (clause) => clause.kids.length <= LARGEST_IMPLYING && clause.kids.every(isLiteral),
  );
  if (small.length === 0) return clauses;
  const byFirst = new Map<Literal | Compound, Compound[]>();
  for (const clause of small) {
    const [first] = clause.kids;
    if (first) byFirst.set(first, [...(byFirst.get(first) ?? []), clause]);
  }
  const dropped = new Set<Compound>();
  for (const clause of clauses) {
    const isImplied = clause.kids.some((kid) =>
      byFirst
        .get(kid)
        ?.some(
          (other) =>
            other !== clause && !dropped.has(other) && other.kids.every((each) => clause.kids.includes(each)),
        ),
    );
    if (isImplied) dropped.add(clause);
  }
  return dropped.size === 0 ? clauses : clauses.filter((clause) => !dropped.has(clause));
}

function fewestKids(clauses: readonly Compound[]): Compound | undefined {
  let fewest = clauses[0];
  for (const clause of clauses) {
    if (fewest && clause.kids.length < fewest.kids.length) fewest = clause;
  }
  return fewest;
}

/** The literal that occurs in the most and the smallest clauses. */
function mostWanted(clauses: readonly Compound[]): Literal {
  const weights = new Map<Literal, number>();
  let best: Literal | undefined;
  let heaviest = -1;
  for (const { kids } of clauses) {
    for (const literal of kids as readonly Literal[]) {
      const weight = (weights.get(literal) ?? 0) + 4 ** -kids.length;
      weights.set(literal, weight);
      if (weight <= heaviest) continue;
      heaviest = weight;
      best = literal;
    }
  }
  if (!best) throw new RangeError('a formula without literals');
  return best;
}
