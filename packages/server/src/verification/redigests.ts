import type { Clock } from '../clock.ts';
import type { Redigest } from '../storage/pepper-store.ts';
import type { Store } from '../storage/store.ts';

/** Past it, while nothing can be written, a secret is noted again once memory has forgotten it. */
const MAX_REMEMBERED = 10_000;
const HALF_FULL = MAX_REMEMBERED / 2;
/** Let others in between: each costs the main thread some microseconds. */
const WRITTEN_AT_ONCE = 100;

/**
 * Remembers which secrets were found under the previous pepper, and moves them to the new one from time to time: a
 * verification writes nothing.
 */
export class Redigests {
  readonly #store: Pick<Store, 'moveDigests'>;
  readonly #clock: Clock;
  readonly #noted = new Map<string, Redigest>();
  #writing: Promise<void> = Promise.resolve();

  constructor(store: Pick<Store, 'moveDigests'>, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  note(move: Redigest): void {
    if (this.#noted.size >= MAX_REMEMBERED || this.#noted.has(move.secretId)) return;
    this.#noted.set(move.secretId, move);
    if (this.#noted.size === HALF_FULL) void this.flush().catch(() => undefined);
  }

  /** Moves what was noted before the call. @throws StorageUnavailable; what was not moved is still remembered */
  flush(): Promise<void> {
    const run = this.#writing.then(() => this.#write());
    this.#writing = run.catch(() => undefined);
    return run;
  }

  async #write(): Promise<void> {
    const noted = [...this.#noted.values()];
    for (let start = 0; start < noted.length; start += WRITTEN_AT_ONCE) {
      const part = noted.slice(start, start + WRITTEN_AT_ONCE);
      await this.#store.moveDigests(part, this.#clock.now());
      for (const { secretId } of part) this.#noted.delete(secretId);
    }
  }
}
