import { Failure } from '../failure.ts';

/** Each question may take a second: past this many the last of an account would wait too long to be of use. */
const LIMIT_OF_ACCOUNT = 16;

/** What all accounts together may leave in memory. */
const LIMIT = 256;

interface Waiting {
  begin(): void;
  refuse(reason: Failure): void;
}

/**
 * One piece of work at a time, by turns: whichever account has work waits for two pieces of each other account at most, however much the
 * others have brought. When all that may wait do, the account that has brought the most gives a place to one that has brought less.
 */
export class AccountTurns {
  /** The account whose turn is next comes first. */
  readonly #waiting = new Map<string, Waiting[]>();
  readonly #unanswered = new Map<string, number>();
  #count = 0;
  #isBusy = false;
  #isClosed = false;

  /** @throws Failure `service_unavailable`: the work was not begun and will not be */
  async take<T>(accountId: string, work: () => Promise<T>): Promise<T> {
    if (this.#isClosed) throw stopping();
    const ofAccount = this.#unanswered.get(accountId) ?? 0;
    if (ofAccount >= LIMIT_OF_ACCOUNT) throw tooMany();
    if (this.#count >= LIMIT) this.#giveWay(ofAccount + 1);
    this.#count++;
    this.#unanswered.set(accountId, ofAccount + 1);
    if (this.#isBusy) await this.#wait(accountId);
    this.#isBusy = true;
    try {
      return await work();
    } finally {
      this.#forget(accountId);
      this.#next();
    }
  }

  /** Refuses what waits and whatever comes; what is under way ends. */
  close(): void {
    this.#isClosed = true;
    for (const [accountId, line] of this.#waiting) {
      for (const waiting of line) this.#refuse(accountId, waiting, stopping());
    }
    this.#waiting.clear();
  }

  /** The newest piece of the account with the most of them is refused, unless that account would then have fewer than whoever comes. */
  #giveWay(ofComer: number): void {
    const [greediest] = [...this.#waiting].sort(([, a], [, b]) => b.length - a.length);
    if (greediest === undefined || (this.#unanswered.get(greediest[0]) ?? 0) <= ofComer) throw tooMany();
    const [accountId, line] = greediest;
    const last = line.pop();
    if (line.length === 0) this.#waiting.delete(accountId);
    if (last !== undefined) this.#refuse(accountId, last, tooMany());
  }

  #refuse(accountId: string, { refuse }: Waiting, reason: Failure): void {
    this.#forget(accountId);
    refuse(reason);
  }

  #wait(accountId: string): Promise<void> {
    return new Promise((begin, refuse) => {
      const line = this.#waiting.get(accountId);
      if (line === undefined) this.#waiting.set(accountId, [{ begin, refuse }]);
      else line.push({ begin, refuse });
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
    const next = line.shift();
    this.#waiting.delete(accountId);
    if (line.length > 0) this.#waiting.set(accountId, line);
    next?.begin();
  }

  #forget(accountId: string): void {
    this.#count--;
    const left = (this.#unanswered.get(accountId) ?? 0) - 1;
    if (left > 0) this.#unanswered.set(accountId, left);
    else this.#unanswered.delete(accountId);
  }
}

function stopping(): Failure {
  return new Failure('service_unavailable', 'Keyward is stopping', { retryAfterSeconds: 1 });
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
