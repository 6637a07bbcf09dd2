/** Readings of a clock that nobody sets, in milliseconds. */
export type MonotonicMs = () => number;

/** How far back the truth of something reaches, as the service says it. */
export interface AsOf {
  /** The time of the service up to which every change is known. */
  readonly asOf: number;
  /** How long ago that was when the service said so. */
  readonly ageMs: number;
  readonly maxStalenessMs: number;
}

/**
 * How old what is known may be, by a clock of this process. Age counts from the moment up to which the service knew every change,
 * never from when its word arrived: it may have been held up on the way. Each moment of the service is taken for the earliest that
 * it can have been here: no earlier than the request that it answers.
 */
export class Freshness {
  readonly #ownBoundMs: number;
  readonly #monotonicMs: MonotonicMs;
  #announcedMs = Number.POSITIVE_INFINITY;
  #followedUpTo = Number.NEGATIVE_INFINITY;
  #clockOffset = 0;

  constructor(ownBoundMs: number, monotonicMs: MonotonicMs) {
    this.#ownBoundMs = ownBoundMs;
    this.#monotonicMs = monotonicMs;
  }

  get boundMs(): number {
    return Math.min(this.#ownBoundMs, this.#announcedMs);
  }

  now(): number {
    return this.#monotonicMs();
  }

  /**
   * The service said this, at the moment `saidAt` of here or later.
   *
   * @returns since when it may be wrong, by the clock of here
   */
  note({ asOf, ageMs, maxStalenessMs }: AsOf, saidAt: number): number {
    this.#announcedMs = maxStalenessMs;
    // A clock that stood still here, as in sleep, may not have come to that moment yet.
    const earliest = Math.min(saidAt, this.now());
    this.#clockOffset = asOf + ageMs - earliest;
    return earliest - ageMs;
  }

  /** Every change up to this moment is known, whatever is kept. */
  followedUpTo(moment: number): void {
    this.#followedUpTo = Math.max(this.#followedUpTo, moment);
  }

  /** @param knownSince the moment up to which something was true when it was loaded */
  isFresh(knownSince: number, now: number): boolean {
    return now - Math.max(knownSince, this.#followedUpTo) <= this.boundMs;
  }

  /** Milliseconds since 1970 by the clock of the service, never too early: an end is not missed. */
  serviceTime(now: number): number {
    return now + this.#clockOffset;
  }
}
