/** A condition on a request, true and false standing for those that always and never hold. */
export type Formula = boolean | Literal | Compound;

/** Whether one atom, such as "the name of segment 0 matches `web-*`", holds. Each exists only once in a space. */
export interface Literal {
  readonly kind: 'literal';
  readonly dimension: number;
  readonly atom: number;
  readonly positive: boolean;
  readonly negation: Literal;
}

/** Built by `allOf` and `anyOf` only, so that no kid is a constant or of the same kind. */
export interface Compound {
  readonly kind: 'and' | 'or';
  readonly kids: readonly (Literal | Compound)[];
}

export function allOf(formulas: readonly Formula[]): Formula {
  return combine('and', formulas);
}

export function anyOf(formulas: readonly Formula[]): Formula {
  return combine('or', formulas);
}

export function negate(formula: Formula): Formula {
  if (typeof formula === 'boolean') return !formula;
  if (formula.kind === 'literal') return formula.negation;
  return combine(formula.kind === 'and' ? 'or' : 'and', formula.kids.map(negate));
}

export function isLiteral(formula: Literal | Compound): formula is Literal {
  return formula.kind === 'literal';
}

function combine(kind: 'and' | 'or', formulas: readonly Formula[]): Formula {
  const decisive = kind === 'or';
  const kids: (Literal | Compound)[] = [];
  for (const formula of formulas) {
    if (formula === decisive) return decisive;
    if (typeof formula === 'boolean') continue;
    if (formula.kind !== kind) kids.push(formula);
    else for (const kid of formula.kids) kids.push(kid);
  }
  return kids.length > 1 ? { kind, kids } : (kids[0] ?? !decisive);
}
