import { setImmediate } from 'node:timers/promises';
import { Failure } from '../failure.ts';
import type { LoneAuditEntry } from '../storage/audit-store.ts';
import type { Store } from '../storage/store.ts';

/** Past this many, further entries are dropped: the log still has a line for each call. */
const MAX_WAITING = 10_000;
/** Let others in between: each entry costs the main thread some microseconds. */
const WRITTEN_AT_ONCE = 20;
const RETRY_SECONDS = 5;

/**
 * Audit entries that belong to no change, such as refusals: they wait here until they are written, and a failed
 * write forgets none. While they cannot be written nothing may be changed.
 */
export class AuditBacklog {
  readonly #store: Store;
  readonly #waiting: LoneAuditEntry[] = [];
  #writing: Promise<void> = Promise.resolve();
  #isFailing = false;

  constructor(store: Store) {
    this.#store = store;
  }

  add(entry: LoneAuditEntry): void {
    if (this.#waiting.length < MAX_WAITING) this.#waiting.push(entry);
  }

  /** Writes all that waited at the time of the call. @throws StorageUnavailable; what was not written still waits */
  flush(): Promise<void> {
    const run = this.#writing.then(() => this.#write());
    this.#writing = run.catch(() => undefined);
    return run;
  }

  /** Holds up changes while audit entries cannot be written. @throws Failure `service_unavailable` */
  async requireWritable(): Promise<void> {
    if (!this.#isFailing) return;
    try {
      await this.flush();
    } catch (cause) {
      throw new Failure('service_unavailable', 'The audit log cannot be written now, so nothing is changed', {
        hint: 'try again later; the log of the service names the cause',
        retryAfterSeconds: RETRY_SECONDS,
        cause,
      });
    }
  }

  async #write(): Promise<void> {
    let left = this.#waiting.length;
    try {
      while (left > 0) {
        const part = this.#waiting.slice(0, Math.min(left, WRITTEN_AT_ONCE));
        await this.#store.writeAuditEntries(part);
        this.#waiting.splice(0, part.length);
        left -= part.length;
        if (left > 0) await setImmediate();
      }
      this.#isFailing = false;
    } catch (error) {
      this.#isFailing = true;
      throw error;
    }
  }
}
