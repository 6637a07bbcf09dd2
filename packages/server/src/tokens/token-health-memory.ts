import type { Clock } from '../clock.ts';
import type { TokenHealth } from './token-health.ts';

const MAX_AGE_MS = 10_000;
/** From this age on the counts are made anew while the ones at hand are answered. */
const RENEW_AGE_MS = 4_000;
const MAX_REMEMBERED = 1_000;

interface Remembered {
  readonly health: Promise<TokenHealth>;
  readonly at: number;
  isRenewing: boolean;
}

/** Counts over a whole account, kept for ten seconds: a page that is looked at by many counts once. */
export class TokenHealthMemory {
  readonly #clock: Clock;
  readonly #remembered = new Map<string, Remembered>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  of(key: string, count: () => Promise<TokenHealth>): Promise<TokenHealth> {
    const known = this.#remembered.get(key);
    const age = known === undefined ? Infinity : this.#clock.now() - known.at;
    if (known === undefined || age >= MAX_AGE_MS) return this.#remember(key, count());
    if (age >= RENEW_AGE_MS && !known.isRenewing) {
      known.isRenewing = true;
      const health = count();
      health.then(
        () => this.#remember(key, health),
        () => this.#remembered.delete(key),
      );
    }
    return known.health;
  }

  #remember(key: string, health: Promise<TokenHealth>): Promise<TokenHealth> {
    if (this.#remembered.size >= MAX_REMEMBERED) this.#remembered.clear();
    const remembered = { health, at: this.#clock.now(), isRenewing: false };
    this.#remembered.set(key, remembered);
    health.catch(() => {
      if (this.#remembered.get(key) === remembered) this.#remembered.delete(key);
    });
    return health;
  }
}
