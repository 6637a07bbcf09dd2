import { Failure } from '../failure.ts';

/** Each question may take a second: past this many the last of an account would wait too long to be of use. */
const LIMIT_OF_ACCOUNT = 16;

/** What all accounts together may leave in memory. */
const LIMIT = 256;

type Begin = () => void;

/**
 * One piece of work at a time, by turns: whichever account has work waits for two pieces of each other account at most, however much the
 * others have brought.
 */
export class AccountTurns {
  /** The account whose turn is next comes first. */
  readonly #waiting = new Map<string, Begin[]>();
  readonly #unanswered = new Map<string, number>();
  #count = 0;
  #isBusy = false;

  /** @throws Failure `service_unavailable`: the work was not begun and will not be */
  async take<T>(accountId: string, work: () => Promise<T>): Promise<T> {
    const ofAccount = this.#unanswered.get(accountId) ?? 0;
    if (ofAccount >= LIMIT_OF_ACCOUNT || this.#count >= LIMIT) throw tooMany();
    this.#count++;
    this.#unanswered.set(accountId, ofAccount + 1);
    try {
      if (this.#isBusy) await this.#wait(accountId);
      this.#isBusy = true;
      return await work();
    } finally {
      this.#count--;
      this.#forget(accountId);
      this.#next();
    }
  }

  #wait(accountId: string): Promise<void> {
    return new Promise((resolve) => {
      const line = this.#waiting.get(accountId);
      if (line === undefined) this.#waiting.set(accountId, [resolve]);
      else line.push(resolve);
    });
  }

  /** The account whose work begins now goes to the end of the row. */
  #next(): void {
    const [first] = this.#waiting;
    if (first === undefined) {
      this.#isBusy = false;
      return;
    }
    const [accountId, line] = first;
    const begin = line.shift();
    this.#waiting.delete(accountId);
    if (line.length > 0) this.#waiting.set(accountId, line);
    begin?.();
  }

  #forget(accountId: string): void {
    const left = (this.#unanswered.get(accountId) ?? 0) - 1;
    if (left > 0) this.#unanswered.set(accountId, left);
    else this.#unanswered.delete(accountId);
  }
}

function tooMany(): Failure {
  return new Failure(
    'service_unavailable',
    'Too many policies are being analysed at once. Try again later.',
    {
      retryAfterSeconds: 1,
    },
  );
}
