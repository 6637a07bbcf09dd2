import type { Budget } from './budget.ts';
import type { Compound, Formula, Literal } from './formula.ts';
import type { Box } from './request-space.ts';

/** What is left of the formula for the requests in the box. The same object when nothing is decided. */
export function simplify(formula: Formula, box: Box, budget: Budget): Formula {
  if (typeof formula === 'boolean') return formula;
  if (formula.kind === 'literal') return simplifyLiteral(formula, box);
  return simplifyCompound(formula, box, budget);
}

function simplifyLiteral(literal: Literal, box: Box): Formula {
  const relation = box[literal.dimension]?.relationTo(literal.atom) ?? 0;
  return relation === 0 ? literal : relation > 0 === literal.positive;
}

function simplifyCompound(compound: Compound, box: Box, budget: Budget): Formula {
  const { kind, kids } = compound;
  const decisive = kind === 'or';
  budget.countVisits(kids.length);
  let isSame = true;
  let kept: (Literal | Compound)[] | undefined;
  for (let index = 0; index < kids.length; index++) {
    const kid = kids[index] as Literal | Compound;
    const simple = kid.kind === 'literal' ? simplifyLiteral(kid, box) : simplifyCompound(kid, box, budget);
    if (simple === decisive) return decisive;
    if (isSame && simple === kid) continue;
    if (isSame && index > 0) kept = kids.slice(0, index);
    isSame = false;
    if (typeof simple === 'boolean') continue;
    kept ??= [];
    if (simple.kind !== kind) kept.push(simple);
    else for (const inner of simple.kids) kept.push(inner);
  }
  if (isSame) return compound;
  if (!kept) return !decisive;
  return kept.length > 1 ? { kind, kids: kept } : (kept[0] ?? !decisive);
}
