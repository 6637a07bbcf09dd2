import type { EntityState } from '../storage/journal-store.ts';
import { isEpochLine, parseJournalLine, type StateLine } from './journal-line.ts';

/** Up to where a backup holds what happened. */
export interface BackupPoint {
  readonly epochId: string;
  readonly changeNumber: number;
}

/** What became of everything that changed after a backup. */
export interface Endings {
  readonly states: readonly EntityState[];
  /** Whether nothing between the backup and the end of the journals is missing. */
  readonly isComplete: boolean;
  /** When the last change of each journal was made, in their order; undefined: it has none. */
  readonly lastChangesAt: readonly (number | undefined)[];
}

/**
 * Reads from journals what a backup does not know. Each of them follows the changes of every node; the ends differ by what a
 * node had just acknowledged.
 */
export async function readEndings(
  journals: readonly AsyncIterable<string>[],
  backup: BackupPoint,
): Promise<Endings> {
  const latest = new Map<string, { readonly state: StateLine; readonly epoch: number }>();
  const lastChangesAt: (number | undefined)[] = [];
  let isComplete = journals.length > 0;
  for (const journal of journals) {
    const reader = new JournalReader(backup);
    for await (const text of journal) {
      const line = parseJournalLine(text);
      const state = line && reader.read(line);
      if (state === undefined) continue;
      const key = `${state.kind} ${state.id}`;
      const known = latest.get(key);
      const isNewer =
        known === undefined ||
        reader.epoch > known.epoch ||
        (reader.epoch === known.epoch && state.number >= known.state.number);
      if (isNewer) latest.set(key, { state, epoch: reader.epoch });
    }
    isComplete &&= reader.isComplete;
    lastChangesAt.push(reader.lastChangeAt);
  }
  return { states: [...latest.values()].map(({ state }) => state), isComplete, lastChangesAt };
}

/** Follows one journal from the epoch of the backup on. */
class JournalReader {
  readonly #backup: BackupPoint;
  /** The number of the epoch that is read; 0: that of the backup was not met yet. */
  epoch = 0;
  isComplete = false;
  lastChangeAt: number | undefined;
  /** Every change up to this one was met. */
  #readTo = 0;
  #isBackupEpoch = false;

  constructor(backup: BackupPoint) {
    this.#backup = backup;
  }

  /** The line, when it tells what happened after the backup. */
  read(line: NonNullable<ReturnType<typeof parseJournalLine>>): StateLine | undefined {
    const { epochId, changeNumber } = this.#backup;
    if (isEpochLine(line)) {
      this.#isBackupEpoch = line.epoch === epochId;
      if (this.epoch === 0 && !this.#isBackupEpoch) return undefined;
      if (this.epoch === 0) this.isComplete = line.from <= changeNumber;
      this.epoch = line.number;
      this.#readTo = line.from;
      return undefined;
    }
    this.lastChangeAt = line.at;
    if (this.epoch === 0) return undefined;
    if (line.after > this.#readTo) this.isComplete = false;
    this.#readTo = Math.max(this.#readTo, line.number);
    return this.#isBackupEpoch && line.number <= changeNumber ? undefined : line;
  }
}
