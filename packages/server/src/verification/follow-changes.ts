import type { ChangeFeed, NumberedChange } from '../storage/change-log-store.ts';
import type { RevocationLog } from './revocation-log.ts';

export interface FollowOptions {
  readonly everyMs: number;
  readonly onChanges: (changes: readonly NumberedChange[]) => void;
  readonly onFailure: (error: unknown) => void;
}

/**
 * Syncs at intervals and at every hint, one after another. A hint that comes during a sync causes another one after it, because
 * that sync may have read before the change.
 *
 * @returns `first`, which ends with the first sync, well or not, and `stop`
 */
export function followChanges(
  log: RevocationLog,
  feed: Pick<ChangeFeed, 'listen'>,
  { everyMs, onChanges, onFailure }: FollowOptions,
): { readonly first: Promise<void>; readonly stop: () => Promise<void> } {
  let underWay: Promise<void> | undefined;
  let isWanted = false;

  async function run(): Promise<void> {
    do {
      isWanted = false;
      try {
        onChanges(await log.sync());
      } catch (error) {
        onFailure(error);
      }
    } while (isWanted);
    underWay = undefined;
  }

  function sync(): Promise<void> {
    isWanted = true;
    underWay ??= run();
    return underWay;
  }

  const timer = setInterval(sync, everyMs).unref();
  const stopListening = feed.listen(sync);
  const stop = async () => {
    clearInterval(timer);
    await stopListening();
    await underWay;
  };
  return { first: sync(), stop };
}
