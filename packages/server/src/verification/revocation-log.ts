import type { Clock } from '../clock.ts';
import type { ChangeFeed, NumberedChange } from '../storage/change-log-store.ts';
import type { Lease, MonotonicMs } from './lease.ts';

/** How far a node knows what was changed: every change up to the number, as of that time of the database. */
export interface Watermark {
  readonly number: number;
  readonly asOfMs: number;
}

export interface RevocationLogParts {
  readonly feed: Pick<ChangeFeed, 'readChanges'>;
  readonly lease: Lease;
  readonly clock: Clock;
  readonly monotonicMs: MonotonicMs;
  /** Takes what was changed out of memory. */
  readonly forget: (changes: readonly NumberedChange[]) => void;
  readonly forgetAll: () => void;
}

/**
 * Follows what other nodes change: each sync reads the change log from the newest number that is known, in the order of commits,
 * takes what changed out of memory, and only then renews the lease. One that fails renews nothing, so a node that is cut off stops
 * answering from memory by itself.
 *
 * A node that has just started, that fell too far behind, or that finds another server or an older head (a standby that was
 * promoted, a backup, whose numbers may stand for other changes) forgets everything.
 */
export class RevocationLog {
  readonly #parts: RevocationLogParts;
  #server: string | undefined;
  #watermark: Watermark | undefined;

  constructor(parts: RevocationLogParts) {
    this.#parts = parts;
  }

  /** Undefined before the first sync. */
  get watermark(): Watermark | undefined {
    return this.#watermark;
  }

  /** One sync; not to be called while another is under way. @throws StorageUnavailable */
  async sync(): Promise<readonly NumberedChange[]> {
    const { feed, lease, clock, monotonicMs, forget, forgetAll } = this.#parts;
    const known = this.#watermark?.number;
    const sentAt = monotonicMs();
    const { head, changes, databaseMs, server } = await feed.readChanges(known);
    clock.correct?.({ timeMs: databaseMs, sentAt, receivedAt: monotonicMs() });
    const isSameHistory = known !== undefined && head >= known && server === this.#server;
    const isContinued = isSameHistory && changes !== undefined;
    this.#server = server;
    if (isContinued) forget(changes);
    else forgetAll();
    this.#watermark = { number: head, asOfMs: databaseMs };
    lease.renew(sentAt);
    return isContinued ? changes : [];
  }
}
