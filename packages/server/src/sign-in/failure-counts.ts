import crypto from 'node:crypto';

const COUNTERS = 2 ** 20;
const HIGHEST_COUNT = 255;

/**
 * Consecutive failures for each name, for ever, in one megabyte: names share counters by a digest under a key of
 * this process. So nobody can make it grow, push another name out, or aim at the counter of another.
 */
export class FailureCounts {
  readonly #key = crypto.randomBytes(32);
  readonly #counts = new Uint8Array(COUNTERS);

  of(name: string): number {
    return this.#counts[this.#place(name)] ?? 0;
  }

  add(name: string): void {
    const place = this.#place(name);
    this.#counts[place] = Math.min((this.#counts[place] ?? 0) + 1, HIGHEST_COUNT);
  }

  takeBack(name: string): void {
    const place = this.#place(name);
    this.#counts[place] = Math.max((this.#counts[place] ?? 0) - 1, 0);
  }

  forget(name: string): void {
    this.#counts[this.#place(name)] = 0;
  }

  #place(name: string): number {
    return crypto.createHmac('sha256', this.#key).update(name).digest().readUInt32LE() % COUNTERS;
  }
}
