/** Time as the service sees it. A parameter everywhere, so that tests own it. */
export interface Clock {
  /** Milliseconds since 1970. Never smaller than an earlier answer of the same clock. */
  now(): number;
  /** Takes over the time of a source that all nodes share. */
  correct?(reading: TimeReading): void;
  /** Why this time is not to be relied on now. */
  doubt?(): string | undefined;
}

/** What another clock said, between two readings of the monotonic clock. */
export interface TimeReading {
  readonly timeMs: number;
  readonly sentAt: number;
  readonly receivedAt: number;
}

const LARGEST_JUMP_MS = 3_600_000;
const JUMP_HOLDS_MS = 60_000;
const LARGEST_UNCERTAINTY_MS = 1_000;

/**
 * The time of the machine, or of the database once that was read (RULINGS 8). It never runs backwards: a secret that was seen
 * expired stays expired when a clock is set back. A jump of more than an hour forward, against the monotonic clock, counts when it
 * has held for a minute: one wrong answer of a clock ends nothing.
 */
export class ServiceClock implements Clock {
  readonly #wallMs: () => number;
  readonly #monotonicMs: () => number;
  #latestMs = 0;
  /** What the monotonic clock lacks to the time. */
  #offsetMs: number;
  #isCorrected = false;
  #isUncertain = false;
  #jump: { readonly offsetMs: number; readonly since: number } | undefined;

  constructor(wallMs: () => number = Date.now, monotonicMs: () => number = () => performance.now()) {
    this.#wallMs = wallMs;
    this.#monotonicMs = monotonicMs;
    this.#offsetMs = wallMs() - monotonicMs();
  }

  now(): number {
    const monotonicMs = this.#monotonicMs();
    if (!this.#isCorrected) this.#take(this.#wallMs() - monotonicMs, monotonicMs);
    this.#latestMs = Math.max(this.#latestMs, Math.floor(monotonicMs + this.#offsetMs));
    return this.#latestMs;
  }

  correct({ timeMs, sentAt, receivedAt }: TimeReading): void {
    this.#isUncertain = (receivedAt - sentAt) / 2 > LARGEST_UNCERTAINTY_MS;
    if (this.#isUncertain) return;
    const offsetMs = timeMs - (sentAt + receivedAt) / 2;
    if (!this.#isCorrected) {
      // Nothing was judged by the machine's own time yet, which may be far ahead.
      this.#isCorrected = true;
      this.#latestMs = 0;
      this.#offsetMs = offsetMs;
    }
    this.#take(offsetMs, receivedAt);
  }

  doubt(): string | undefined {
    if (this.#isUncertain) return 'the time of the database cannot be read to within a second';
    return (
      this.#jump && 'the time jumped forward by more than an hour; it counts when that has held for a minute'
    );
  }

  /** How far the machine's own clock is from the time, in milliseconds. */
  get machineLagMs(): number {
    return this.#offsetMs + this.#monotonicMs() - this.#wallMs();
  }

  #take(offsetMs: number, monotonicMs: number): void {
    const knownMs = Math.max(this.#latestMs, monotonicMs + this.#offsetMs);
    const isJump = monotonicMs + offsetMs - knownMs > LARGEST_JUMP_MS;
    if (isJump && this.#isNewJump(offsetMs)) this.#jump = { offsetMs, since: monotonicMs };
    if (isJump && monotonicMs - (this.#jump?.since ?? monotonicMs) < JUMP_HOLDS_MS) return;
    this.#offsetMs = offsetMs;
    this.#jump = undefined;
  }

  #isNewJump(offsetMs: number): boolean {
    return this.#jump === undefined || Math.abs(offsetMs - this.#jump.offsetMs) > LARGEST_JUMP_MS;
  }
}

/** The clock of a process that serves. */
export function systemClock(): ServiceClock {
  return new ServiceClock();
}
