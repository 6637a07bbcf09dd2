import type { FixedAtoms } from './dimension.ts';

/** Atoms of a dimension for which the memory of a part counts once more. */
const ATOMS_TO_COUNT = 256;

/** What is known of parts, by the atoms they fix. Forgets everything when it is full. */
export class PartMemory<Known> {
  readonly #known = new Map<string, Known>();
  readonly #capacity: number;
  #used = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  recall({ holding, failing }: FixedAtoms, atoms: number, workOut: () => Known): Known {
    const key = `${holding.join()}|${failing.join()}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const fresh = workOut();
    if (this.#used >= this.#capacity) {
      this.#known.clear();
      this.#used = 0;
    }
    this.#known.set(key, fresh);
    this.#used += 1 + atoms / ATOMS_TO_COUNT;
    return fresh;
  }
}
