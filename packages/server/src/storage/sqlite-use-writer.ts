import { RequestThread } from '../request-thread.ts';
import { StorageUnavailable } from './store.ts';
import type { Uses } from './usage-store.ts';

/**
 * Writes uses on a thread of its own, with a connection of its own: a batch changes hundreds of pages all over the file and awaits
 * the disk, and no verification awaits that. Whoever calls it sees to it that nothing else is written meanwhile.
 */
export class SqliteUseWriter {
  readonly #thread: RequestThread<Uses, void>;

  constructor(path: string) {
    this.#thread = new RequestThread(new URL('./sqlite-use-writer-thread.ts', import.meta.url), { path });
  }

  /** @throws StorageUnavailable */
  async write(uses: Uses): Promise<void> {
    try {
      await this.#thread.ask(uses);
    } catch (error) {
      throw new StorageUnavailable(`the uses cannot be written: ${messageOf(error)}`, { cause: error });
    }
  }

  end(): Promise<void> {
    return this.#thread.end();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
