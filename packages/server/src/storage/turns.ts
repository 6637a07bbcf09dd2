/** Lets so many work at once; who comes then waits, in order, until it is told that this takes too long. */
export class Turns {
  readonly #waiting = new Set<() => void>();
  #free: number;
  readonly #patienceMs: number;

  /** @param patienceMs how long to wait for a turn; 0 is without end */
  constructor(free: number, patienceMs: number) {
    this.#free = free;
    this.#patienceMs = patienceMs;
  }

  /** @throws Busy: the work was not begun and will not be */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await this.#wait();
    try {
      return await work();
    } finally {
      const [next] = this.#waiting;
      if (next === undefined) this.#free++;
      else next();
    }
  }

  #wait(): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = () => {
        clearTimeout(timer);
        this.#waiting.delete(begin);
        resolve();
      };
      const giveUp = () => {
        this.#waiting.delete(begin);
        reject(new Busy());
      };
      const timer = this.#patienceMs === 0 ? undefined : setTimeout(giveUp, this.#patienceMs);
      this.#waiting.add(begin);
    });
  }
}

/** It says nothing against the server, which may answer those that have their turn. */
class Busy extends Error {
  /** Insufficient resources (PostgreSQL, appendix A). */
  readonly code = '53000';
  constructor() {
    super('all connections to the database are busy');
  }
}
