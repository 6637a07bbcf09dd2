import type { SecretKey } from './secret-key.ts';

const LIFE_MS = 1_000;

/**
 * Secrets that nobody has, so that a client with a wrong one costs one look-up a second. Apart from those that somebody has:
 * however many are guessed, none of these is pushed out. Any change of a token forgets them all.
 */
export class UnknownSecrets {
  readonly #maxEntries: number;
  readonly #monotonicMs: () => number;
  readonly #foundAt = new Map<SecretKey, number>();

  constructor(maxEntries: number, monotonicMs: () => number) {
    this.#maxEntries = maxEntries;
    this.#monotonicMs = monotonicMs;
  }

  get size(): number {
    return this.#foundAt.size;
  }

  has(key: SecretKey): boolean {
    const foundAt = this.#foundAt.get(key);
    return foundAt !== undefined && this.#monotonicMs() - foundAt < LIFE_MS;
  }

  /** @param foundAt the monotonic time before it was looked for */
  add(key: SecretKey, foundAt: number): void {
    if (this.#foundAt.size >= this.#maxEntries) this.#foundAt.clear();
    this.#foundAt.set(key, foundAt);
  }

  clear(): void {
    this.#foundAt.clear();
  }
}
