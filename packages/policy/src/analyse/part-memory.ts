import type { FixedAtoms } from './dimension.ts';

/** What is known of parts, by the atoms they fix. Forgets everything when it is full. */
export class PartMemory<Known> {
  readonly #known = new Map<string, Known>();
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  recall({ holding, failing }: FixedAtoms, workOut: () => Known): Known {
    const key = `${holding.join()}|${failing.join()}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const fresh = workOut();
    if (this.#known.size >= this.#capacity) this.#known.clear();
    this.#known.set(key, fresh);
    return fresh;
  }
}
