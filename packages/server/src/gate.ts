/** Lets a bounded number of works run at once and a bounded number wait for their turn. */
export class Gate {
  readonly #atOnce: number;
  readonly #waitingLimit: number;
  readonly #refusal: () => Error;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  /** @param refusal makes what is thrown at those who find the queue full */
  constructor(limits: { readonly atOnce: number; readonly waiting: number }, refusal: () => Error) {
    this.#atOnce = limits.atOnce;
    this.#waitingLimit = limits.waiting;
    this.#refusal = refusal;
  }

  /** Runs work when its turn comes, first come first served. */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running < this.#atOnce) this.#running++;
    else await this.#turn();
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running--;
      else next();
    }
  }

  /** Whose turn it is takes over the place of the one that is done. */
  #turn(): Promise<void> {
    if (this.#waiting.length >= this.#waitingLimit) throw this.#refusal();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
