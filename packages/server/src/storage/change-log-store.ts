import type { ChangedEntity } from './store.ts';

/** A row of the change log. */
export interface NumberedChange extends ChangedEntity {
  readonly number: number;
  /** When it was made, in milliseconds since 1970. */
  readonly at: number;
}

export interface ChangesRead {
  /** The number of the newest commit, of the same moment as the changes. */
  readonly head: number;
  /** In the order of commits; undefined when there are too many to read them one by one. */
  readonly changes: readonly NumberedChange[] | undefined;
  /** The clock of the database. */
  readonly databaseMs: number;
  /** Names the server process that answered. Another one may have another history: a standby that was promoted, a backup. */
  readonly server: string;
}

/** What other processes change in a database that they share. */
export interface ChangeFeed {
  /**
   * The changes after a number; without one only the head. Answers within some seconds or not at all.
   *
   * @throws StorageUnavailable
   */
  readChanges(after: number | undefined): Promise<ChangesRead>;
  /**
   * Calls `hint` when something may have changed. A hint may be lost, and one that changed nothing may come.
   *
   * @returns ends it
   */
  listen(hint: () => void): () => Promise<void>;
}
