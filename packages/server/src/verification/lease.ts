/** Readings of a clock that no setting of the time moves, in milliseconds. It goes on while the process is stopped. */
export type MonotonicMs = () => number;

const ENDLESS = Number.POSITIVE_INFINITY;

/**
 * For how long memory may be believed. It is renewed by a sync that read up to the newest change, and counts from the moment
 * before that sync was sent: what was committed before then is known. A process that was paused, cut off or starved finds it lapsed.
 */
export class Lease {
  readonly #maxStalenessMs: number;
  readonly #monotonicMs: MonotonicMs;
  #asOf = Number.NEGATIVE_INFINITY;

  constructor(maxStalenessMs: number, monotonicMs: MonotonicMs = () => performance.now()) {
    this.#maxStalenessMs = maxStalenessMs;
    this.#monotonicMs = monotonicMs;
  }

  isHeld(): boolean {
    return this.#maxStalenessMs === ENDLESS || this.ageMs() <= this.#maxStalenessMs;
  }

  /** Since when memory may lag behind, in milliseconds; endless before the first sync. */
  ageMs(): number {
    return this.#monotonicMs() - this.#asOf;
  }

  /** @param asOf the monotonic time before the sync was sent */
  renew(asOf: number): void {
    this.#asOf = Math.max(this.#asOf, asOf);
  }
}
