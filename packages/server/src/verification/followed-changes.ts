import { randomBytes } from 'node:crypto';
import type { ChangedEntity } from '../storage/store.ts';
import { changedIds } from './dependencies.ts';

/** Whoever is further behind than that forgets everything instead. */
const MAX_REMEMBERED = 10_000;
const MAX_TOLD_AT_ONCE = 1_000;

interface FollowedChange {
  readonly number: number;
  readonly accountId: string;
  readonly ids: readonly string[];
}

/** What changed in an account between two numbers. `after` null: what was known before says nothing any more. */
export interface ChangesTold {
  readonly after: number | null;
  readonly number: number;
  readonly ids: readonly string[];
}

interface Waiter {
  readonly accountId: string;
  readonly wake: () => void;
}

/**
 * The latest changes that this process knows of, for programs that verify by themselves, numbered in the order in which it learned
 * of them. A number means something together with the name of its history only: another process, or this one after it forgot
 * everything, has another.
 */
export class FollowedChanges {
  #history = newHistory();
  #changes: FollowedChange[] = [];
  /** What came up to this number is not known any more. */
  #floor = 0;
  #head = 0;
  readonly #waiters = new Set<Waiter>();

  get history(): string {
    return this.#history;
  }

  /** The number of the newest change. */
  get head(): number {
    return this.#head;
  }

  add(entities: readonly ChangedEntity[]): void {
    const accounts = new Set<string>();
    for (const entity of entities) {
      const ids = changedIds(entity);
      if (entity.accountId === null || ids.length === 0) continue;
      this.#changes.push({ number: ++this.#head, accountId: entity.accountId, ids });
      accounts.add(entity.accountId);
    }
    if (this.#changes.length > 2 * MAX_REMEMBERED) {
      const forgotten = this.#changes.splice(0, this.#changes.length - MAX_REMEMBERED);
      this.#floor = forgotten.at(-1)?.number ?? this.#floor;
    }
    this.#wake(({ accountId }) => accounts.has(accountId));
  }

  /** Everything may have changed. */
  reset(): void {
    this.#history = newHistory();
    this.#changes = [];
    this.#floor = ++this.#head;
    this.#wake(() => true);
  }

  /** @param after the number that the follower knows of; undefined: it knows of nothing yet */
  since(accountId: string, after: number | undefined): ChangesTold {
    const number = this.#head;
    const nothingKnown = { after: null, number, ids: [] };
    if (after === undefined || after < this.#floor || after > number) return nothingKnown;
    const ids = new Set<string>();
    for (let index = this.#changes.length - 1; index >= 0; index--) {
      const change = this.#changes[index];
      if (change === undefined || change.number <= after) break;
      if (change.accountId === accountId) for (const id of change.ids) ids.add(id);
      if (ids.size > MAX_TOLD_AT_ONCE) return nothingKnown;
    }
    return { after, number, ids: [...ids] };
  }

  /** Until something changes in the account, so much time has passed or the signal says so, whichever comes first. */
  next(accountId: string, atMostMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const waiter = { accountId, wake };
      const timer = setTimeout(wake, atMostMs);
      timer.unref();
      this.#waiters.add(waiter);
      signal.addEventListener('abort', wake);
      const waiters = this.#waiters;
      function wake() {
        clearTimeout(timer);
        waiters.delete(waiter);
        signal.removeEventListener('abort', wake);
        resolve();
      }
      if (signal.aborted) wake();
    });
  }

  #wake(concerns: (waiter: Waiter) => boolean): void {
    for (const waiter of [...this.#waiters].filter(concerns)) waiter.wake();
  }
}

function newHistory(): string {
  return randomBytes(9).toString('base64url');
}
