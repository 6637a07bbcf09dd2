/**
 * What has ended, in a file outside the database: a restore of an older backup would bring it back to life otherwise. The
 * journal follows the change log, so it holds the changes of every node, and catches up by itself on what was changed while it
 * could not be written. A line says what became of an entity: ids, kinds, times, numbers, no secret.
 */
import type { Clock } from '../clock.ts';
import { ConfigRefused } from '../config-refused.ts';
import type { Epoch } from '../epochs/epoch.ts';
import { StorageUnavailable, type Store } from '../storage/store.ts';
import { type EpochLine, isEpochLine, type JournalLine, parseJournalLine } from './journal-line.ts';

/** A file that only grows. */
export interface JournalFile {
  /** The whole lines that were added since the last look, by whomever. */
  newLines(): AsyncIterable<string>;
  /** The lines, and all before them, are on the disk before the promise resolves. */
  append(lines: readonly string[]): Promise<void>;
}

export class RevocationJournal {
  readonly #file: JournalFile;
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #epoch: Epoch;
  /** The number of the last change that is in the file, and of the last that need not be looked at. */
  #written = 0;
  #readTo = 0;
  #newest: EpochLine | undefined;
  #writing: Promise<void> = Promise.resolve();
  #waiting: Promise<void> | undefined;

  private constructor(file: JournalFile, store: Store, clock: Clock, epoch: Epoch) {
    this.#file = file;
    this.#store = store;
    this.#clock = clock;
    this.#epoch = epoch;
  }

  /** Opens a journal for the data as it is. @throws ConfigRefused when data that was restored later is written there */
  static async open(file: JournalFile, store: Store, clock: Clock): Promise<RevocationJournal> {
    const epochs = await store.reads.epochs.listEpochs();
    const [epoch] = epochs;
    const journal = new RevocationJournal(file, store, clock, epoch);
    await journal.#readNew();
    const newest = journal.#newest;
    if (newest !== undefined && !epochs.some(({ id }) => id === newest.epoch)) {
      throw new ConfigRefused(
        `\`KEYWARD_REVOCATION_JOURNAL\`: another copy of this data was restored ${new Date(newest.at).toISOString()} and goes on in this journal; this older copy must not serve. If it is to, give it a journal of its own`,
      );
    }
    if (newest?.epoch !== epoch.id) await journal.#startEpoch(newest === undefined);
    await journal.catchUp();
    return journal;
  }

  /** Writes that restored data goes on in a journal: whoever wrote to it before notices and stops. */
  static async takeOver(file: JournalFile, epoch: Epoch, nowMs: number): Promise<void> {
    const { id, number, fromNumber } = epoch;
    await file.append([
      JSON.stringify({ epoch: id, number, at: nowMs, from: fromNumber } satisfies EpochLine),
    ]);
  }

  /** Whether a copy of the data that was restored later goes on in this journal: then this one must not. */
  get isSuperseded(): boolean {
    return this.#newest !== undefined && this.#newest.epoch !== this.#epoch.id;
  }

  /**
   * Everything that was committed before the call is in the file, on the disk, when the promise resolves. Calls that wait are
   * answered together.
   *
   * @throws StorageUnavailable
   */
  catchUp(): Promise<void> {
    this.#waiting ??= this.#writing.then(() => {
      this.#waiting = undefined;
      const run = this.#write();
      this.#writing = run.catch(() => undefined);
      return run;
    });
    return this.#waiting;
  }

  async #write(): Promise<void> {
    try {
      const isGrown = await this.#readNew();
      if (this.isSuperseded) throw new Error('another copy of the data goes on in this journal');
      if (isGrown) await this.#file.append([]);
      for (let hasMore = true; hasMore; ) {
        const read = await this.#store.reads.journal.readStatesAfter(this.#readTo, this.#clock.now());
        const lines: string[] = [];
        let written = this.#written;
        for (const state of read.states) {
          lines.push(JSON.stringify({ after: written, ...state }));
          written = state.number;
        }
        if (lines.length > 0) await this.#file.append(lines);
        this.#written = written;
        this.#readTo = read.readTo;
        hasMore = read.hasMore;
      }
    } catch (error) {
      throw new StorageUnavailable('the revocation journal cannot be written', { cause: error });
    }
  }

  async #startEpoch(isFirst: boolean): Promise<void> {
    const fromNumber = isFirst ? await this.#store.reads.journal.findNewestChange() : this.#epoch.fromNumber;
    await RevocationJournal.takeOver(this.#file, { ...this.#epoch, fromNumber }, this.#clock.now());
    await this.#readNew();
  }

  /** Other processes may write to the same file: what they wrote needs not be written again. */
  async #readNew(): Promise<boolean> {
    let isGrown = false;
    for await (const text of this.#file.newLines()) {
      isGrown = true;
      const line = parseJournalLine(text);
      if (line !== undefined) this.#follow(line);
    }
    return isGrown;
  }

  #follow(line: JournalLine): void {
    if (isEpochLine(line)) {
      this.#newest = line;
      // The numbers go back with the data: what the epoch before had beyond them says nothing of this one.
      this.#written = this.#readTo = line.from;
    } else {
      this.#written = Math.max(this.#written, line.number);
      this.#readTo = Math.max(this.#readTo, this.#written);
    }
  }
}
