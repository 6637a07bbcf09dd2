import type { Dimension, Part } from './dimension.ts';

/** One flag of the segments of one type. A request can leave it out, and then it has neither value. */
export type FlagValue = boolean | undefined;

/** Its atoms are "is false" and "is true". */
export class FlagDimension implements Dimension {
  numberOf(value: boolean): number {
    return Number(value);
  }

  whole(): FlagPart {
    return new FlagPart([false, true, undefined]);
  }
}

export class FlagPart implements Part {
  readonly values: readonly FlagValue[];

  constructor(values: readonly FlagValue[]) {
    this.values = values;
  }

  relationTo(atom: number): -1 | 0 | 1 {
    if (!this.values.includes(atom === 1)) return -1;
    return this.values.length === 1 ? 1 : 0;
  }

  restrict(atoms: readonly number[], positive: boolean): FlagPart | undefined {
    const left = this.values.filter((value) => atoms.every((atom) => (value === (atom === 1)) === positive));
    return left.length === 0 ? undefined : new FlagPart(left);
  }
}
