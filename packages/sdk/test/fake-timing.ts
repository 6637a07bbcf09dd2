import type { Timing } from '../src/index.ts';

/** A time-out that no wait can be mistaken for. */
export const TIMEOUT_MS = 12_345;

/** Waits end at once and are noted; time-outs only come when a test says so; chance always draws the same. */
export class FakeTiming implements Timing {
  nowMs = Date.UTC(2026, 10, 22, 12);
  chance = 0;
  readonly waits: number[] = [];
  readonly #timeouts = new Set<() => void>();

  now(): number {
    return this.nowMs;
  }

  random(): number {
    return this.chance;
  }

  after(milliseconds: number, run: () => void): () => void {
    if (milliseconds === TIMEOUT_MS) {
      this.#timeouts.add(run);
      return () => this.#timeouts.delete(run);
    }
    this.waits.push(milliseconds);
    const timer = setImmediate(run);
    return () => clearImmediate(timer);
  }

  /** Every attempt under way has taken too long. */
  timeOut(): void {
    for (const run of this.#timeouts) run();
  }

  get openTimers(): number {
    return this.#timeouts.size;
  }
}
