const MAX_REMEMBERED = 1_000;

/** Counts that hold for as long as what they count is of one edition. A page says how many there are: it is not to count a million anew. */
export class CountMemory {
  readonly #remembered = new Map<string, { readonly edition: string; readonly count: Promise<number> }>();

  /**
   * @param edition another one whenever the count may be another; read before the count begins, so that what changes
   *   meanwhile is at worst counted once more
   */
  of(key: string, edition: string, countAnew: () => Promise<number>): Promise<number> {
    const known = this.#remembered.get(key);
    if (known?.edition === edition) return known.count;
    if (this.#remembered.size >= MAX_REMEMBERED) this.#remembered.clear();
    const counted = { edition, count: countAnew() };
    this.#remembered.set(key, counted);
    counted.count.catch(() => {
      if (this.#remembered.get(key) === counted) this.#remembered.delete(key);
    });
    return counted.count;
  }
}
