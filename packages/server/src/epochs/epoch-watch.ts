import { Failure } from '../failure.ts';
import type { Store } from '../storage/store.ts';

/** What keeps the service from answering by the data that it has. */
type Hold = 'restore_pending' | 'epoch_superseded';

/**
 * Knows whether the data may be served: a restored backup may not before somebody has accepted what is live again, and a copy
 * may not once another was restored and goes on in its place. Looks from time to time; asking costs nothing.
 */
export class EpochWatch {
  readonly #store: Store;
  #epochId: string | undefined;
  #hold: Hold | undefined;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Looks at the data. A look that fails changes nothing. @throws StorageUnavailable */
  async look(): Promise<void> {
    const [{ id, acceptedAt }] = await this.#store.reads.epochs.listEpochs();
    this.#epochId ??= id;
    const isSuperseded =
      this.#hold === 'epoch_superseded' || id !== this.#epochId || this.#store.isSuperseded();
    if (isSuperseded) this.#hold = 'epoch_superseded';
    else this.#hold = acceptedAt === null ? 'restore_pending' : undefined;
  }

  get isServing(): boolean {
    return this.#hold === undefined;
  }

  /** @throws Failure `restore_pending`, `epoch_superseded` */
  requireServing(): void {
    if (this.#hold === undefined) return;
    throw this.#hold === 'restore_pending'
      ? new Failure(
          'restore_pending',
          'The data was restored from a backup, and nobody has accepted it yet',
          {
            hint: 'what was revoked after the backup may be live again: run `keyward restore accept --list` on the machine of the service, then `keyward restore accept`',
          },
        )
      : new Failure(
          'epoch_superseded',
          'Another copy of the data was restored from a backup and goes on in place of this one',
          {
            hint: 'stop this process, and send calls to the copy that was restored',
          },
        );
  }
}
