import { StorageUnavailable } from './store.ts';

const LONGEST_WAIT_MS = 5_000;

/**
 * Changes of one node wait here for each other: where they wait in the database each has a connection. Whoever has waited too long
 * is told so, and the change is not made later: its caller may have gone, or has made it again.
 */
export class ChangeQueue {
  #last: Promise<unknown> = Promise.resolve();

  /** @throws StorageUnavailable, and what the task throws */
  run<T>(task: () => Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    let isGivenUp = false;
    const timer = setTimeout(() => {
      isGivenUp = true;
      reject(new StorageUnavailable('too many changes wait for each other'));
    }, LONGEST_WAIT_MS);
    this.#last = this.#last.then(async () => {
      clearTimeout(timer);
      if (isGivenUp) return;
      await task().then(resolve, reject);
    });
    return promise;
  }

  /** When every change that waits now has been made or refused. */
  async isEmpty(): Promise<void> {
    await this.#last;
  }
}
