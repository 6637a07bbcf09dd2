/** How long each piece of data is under way: the latency, and up to the jitter more. */
export interface Delay {
  readonly latencyMs: number;
  readonly jitterMs: number;
}

export const NO_DELAY: Delay = { latencyMs: 0, jitterMs: 0 };

/** One direction of a connection: what goes in comes out in its order, late or held back. */
export class DelayedPipe {
  readonly #deliver: (data: Buffer) => void;
  readonly #random: () => number;
  readonly #queue: { readonly data: Buffer; readonly dueMs: number }[] = [];
  #timer: NodeJS.Timeout | undefined;
  #isHeld = false;

  constructor(deliver: (data: Buffer) => void, random: () => number) {
    this.#deliver = deliver;
    this.#random = random;
  }

  push(data: Buffer, { latencyMs, jitterMs }: Delay): void {
    const lastMs = this.#queue.at(-1)?.dueMs ?? 0;
    const dueMs = performance.now() + latencyMs + this.#random() * jitterMs;
    this.#queue.push({ data, dueMs: Math.max(lastMs, dueMs) });
    this.#flow();
  }

  /** Keeps everything back, as a network does that loses packets, until it is released. */
  hold(): void {
    this.#isHeld = true;
    clearTimeout(this.#timer);
  }

  release(): void {
    this.#isHeld = false;
    this.#flow();
  }

  /** Loses what is under way. */
  drop(): void {
    this.#queue.length = 0;
    clearTimeout(this.#timer);
  }

  #flow(): void {
    clearTimeout(this.#timer);
    if (this.#isHeld) return;
    for (let next = this.#queue[0]; next !== undefined; next = this.#queue[0]) {
      const waitMs = next.dueMs - performance.now();
      if (waitMs > 0) {
        this.#timer = setTimeout(() => this.#flow(), waitMs);
        return;
      }
      this.#queue.shift();
      this.#deliver(next.data);
    }
  }
}
