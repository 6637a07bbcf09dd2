import { isPartOfKey } from './key.ts';

/** Entries that all placeholders of the rights of one principal may become. */
export const MAX_EXPANDED_ENTRIES = 10_000;

/** What the placeholders read together may still become. */
export class Expansion {
  #left = MAX_EXPANDED_ENTRIES;
  readonly #usable = new Map<readonly string[], readonly string[]>();

  /** Those values that may stand in a specifier; each list is looked through once, however many entries ask. */
  usable(values: readonly string[]): readonly string[] {
    const usable = this.#usable.get(values) ?? values.filter(isPartOfKey);
    this.#usable.set(values, usable);
    return usable;
  }

  /** Whether there was room for so many entries. Without it they are not counted, so that less still fits. */
  take(entries: number): boolean {
    if (entries > this.#left) return false;
    this.#left -= entries;
    return true;
  }
}
