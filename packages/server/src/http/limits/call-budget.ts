import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** What is left after a call. */
export interface BudgetState extends RateLimiterRes {
  readonly isExceeded: boolean;
}

/** A number of calls in a window for each name. In memory: a restart begins anew. */
export class CallBudget {
  readonly #limiter: RateLimiterMemory | undefined;

  /** @param calls in each window; 0: without limit */
  constructor(calls: number, windowSeconds: number) {
    this.#limiter =
      calls === 0 ? undefined : new RateLimiterMemory({ points: calls, duration: windowSeconds });
  }

  get isLimited(): boolean {
    return this.#limiter !== undefined;
  }

  /** Gives back what a call paid. */
  async refund(name: string): Promise<void> {
    await this.#limiter?.reward(name, 1);
  }

  /** Pays for one call. Answers undefined where there is no limit. */
  async spend(name: string): Promise<BudgetState | undefined> {
    try {
      const state = await this.#limiter?.consume(name);
      return state && Object.assign(state, { isExceeded: false });
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      return Object.assign(refused, { isExceeded: true });
    }
  }
}
