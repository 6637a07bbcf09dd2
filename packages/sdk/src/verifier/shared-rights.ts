import crypto from 'node:crypto';
import { type Catalogue, compileRights, type Rights, type RightsSource } from '@keyward/policy';

const FIRST_SWEEP = 1_000;

/**
 * Compiled rights, once for all tokens that have the same: the tokens of a program mostly do. Only the entries of the memory, whose bytes are
 * bounded, keep them.
 */
export class SharedRights {
  readonly #catalogue: Catalogue;
  readonly #known = new Map<string, WeakRef<Rights>>();
  #sweepAt = FIRST_SWEEP;

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
  }

  of(source: RightsSource): Rights {
    const key = crypto.createHash('sha256').update(JSON.stringify(source)).digest('base64url');
    const known = this.#known.get(key)?.deref();
    if (known !== undefined) return known;
    if (this.#known.size >= this.#sweepAt) this.#sweep();
    const rights = compileRights(source, this.#catalogue);
    this.#known.set(key, new WeakRef(rights));
    return rights;
  }

  #sweep(): void {
    for (const [key, rights] of this.#known) if (rights.deref() === undefined) this.#known.delete(key);
    this.#sweepAt = Math.max(FIRST_SWEEP, 2 * this.#known.size);
  }
}
