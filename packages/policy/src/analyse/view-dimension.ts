import { type Dimension, type FixedAtoms, fixAtoms, NOTHING_FIXED, type Part } from './dimension.ts';

/** The views of a request: a set of keys, each in it or not without regard to the others. Its atoms are keys. */
export class ViewDimension implements Dimension {
  readonly keys: string[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(key: string): number {
    const number = this.#numbers.get(key) ?? this.keys.push(key) - 1;
    this.#numbers.set(key, number);
    return number;
  }

  whole(): ViewPart {
    return new ViewPart(this, NOTHING_FIXED);
  }
}

export class ViewPart implements Part {
  readonly #dimension: ViewDimension;
  readonly #fixed: FixedAtoms;

  constructor(dimension: ViewDimension, fixed: FixedAtoms) {
    this.#dimension = dimension;
    this.#fixed = fixed;
  }

  get views(): readonly string[] {
    return this.#fixed.holding.flatMap((atom) => this.#dimension.keys[atom] ?? []);
  }

  relationTo(atom: number): -1 | 0 | 1 {
    if (this.#fixed.holding.includes(atom)) return 1;
    return this.#fixed.failing.includes(atom) ? -1 : 0;
  }

  restrict(atoms: readonly number[], positive: boolean): ViewPart | undefined {
    const fixed = fixAtoms(this.#fixed, atoms, positive);
    return fixed && new ViewPart(this.#dimension, fixed);
  }
}
