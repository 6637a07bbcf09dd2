import type { Clock } from '../clock.ts';

const MAX_AGE_MS = 10_000;
/** From this age on the counts are made anew while the ones at hand are answered. */
const RENEW_AGE_MS = 4_000;
/** Counts that take longer are made anew by themselves, so that nobody waits for them … */
const SLOW_MS = 50;
const RENEW_SLOW_AFTER_MS = 6_000;
/** … for as long as somebody looks at them from time to time. */
const WATCHED_FOR_MS = 300_000;
const MAX_REMEMBERED = 1_000;

interface Remembered<Sum> {
  readonly sum: Promise<Sum>;
  readonly count: () => Promise<Sum>;
  readonly at: number;
  /** What it counted was that of this edition, or of a later one. */
  readonly edition: number;
  askedAt: number;
  tookMs?: number;
  isRenewing: boolean;
}

/** Counts and sums over a whole account, kept for ten seconds: a page that is looked at by many counts once. */
export class SumMemory<Sum> {
  readonly #clock: Clock;
  readonly #remembered = new Map<string, Remembered<Sum>>();
  #edition = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What was counted changed: whoever made the change sees it, where counting does not take long. */
  outdate(): void {
    this.#edition++;
  }

  of(key: string, count: () => Promise<Sum>): Promise<Sum> {
    const known = this.#remembered.get(key);
    const now = this.#clock.now();
    if (known === undefined || now - known.at >= MAX_AGE_MS || this.#isQuickAndOutdated(known)) {
      const edition = this.#edition;
      return this.#remember(key, { sum: count(), count, at: now, edition, askedAt: now, isRenewing: false });
    }
    known.askedAt = now;
    if (now - known.at >= RENEW_AGE_MS) this.#renew(key, known);
    return known.sum;
  }

  #isQuickAndOutdated({ edition, tookMs = Number.POSITIVE_INFINITY }: Remembered<Sum>): boolean {
    return edition !== this.#edition && tookMs <= SLOW_MS;
  }

  #remember(key: string, remembered: Remembered<Sum>): Promise<Sum> {
    if (this.#remembered.size >= MAX_REMEMBERED) this.#remembered.clear();
    this.#remembered.set(key, remembered);
    remembered.sum.then(
      () => {
        remembered.tookMs ??= this.#clock.now() - remembered.at;
        this.#keepFresh(key, remembered, remembered.tookMs);
      },
      () => this.#forget(key, remembered),
    );
    return remembered.sum;
  }

  #renew(key: string, known: Remembered<Sum>): void {
    if (known.isRenewing) return;
    known.isRenewing = true;
    const at = this.#clock.now();
    const edition = this.#edition;
    const sum = known.count();
    const keepFresh = () => {
      const { count, askedAt } = known;
      this.#remember(key, { sum, count, at, edition, askedAt, isRenewing: false });
    };
    sum.then(keepFresh, () => this.#forget(key, known));
  }

  #keepFresh(key: string, remembered: Remembered<Sum>, tookMs: number): void {
    if (tookMs <= SLOW_MS) return;
    const renew = () => {
      const isWatched = this.#clock.now() - remembered.askedAt < WATCHED_FOR_MS;
      if (isWatched && this.#remembered.get(key) === remembered) this.#renew(key, remembered);
    };
    setTimeout(renew, RENEW_SLOW_AFTER_MS).unref();
  }

  #forget(key: string, remembered: Remembered<Sum>): void {
    if (this.#remembered.get(key) === remembered) this.#remembered.delete(key);
  }
}
