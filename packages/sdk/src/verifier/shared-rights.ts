import crypto from 'node:crypto';
import { type Catalogue, compileRights, type Rights, type RightsSource } from '@keyward/policy';

const MAX_KEPT = 1_000;

/** Compiled rights, once for all tokens that have the same: the tokens of a program mostly do. */
export class SharedRights {
  readonly #catalogue: Catalogue;
  readonly #kept = new Map<string, Rights>();

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
  }

  of(source: RightsSource): Rights {
    const key = crypto.createHash('sha256').update(JSON.stringify(source)).digest('base64url');
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    if (this.#kept.size >= MAX_KEPT) this.#kept.clear();
    const rights = compileRights(source, this.#catalogue);
    this.#kept.set(key, rights);
    return rights;
  }
}
