import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DataDirectoryRefused, readPepperIfThere, takeLock } from './data-directory.ts';
import { syncDirectory } from './write-new-file.ts';

/** A data directory that gets its database as a whole, from a backup or another database. */
export interface NewDataDirectory {
  /** Where the database is made; nothing takes it for one before `finish`. */
  readonly unfinishedPath: string;
  /** The pepper that is there already; undefined when there is none. */
  readPepper(): string | undefined;
  /** The pepper before it, likewise. */
  readPreviousPepper(): string | undefined;
  /** Puts the database in its place: it is there whole or not at all, whenever the machine stops. */
  finish(): void;
  /** Takes away what was begun, and gives the directory free. After `finish` it only does the latter. */
  release(): void;
}

/**
 * Takes a directory that has no database for this process alone, and makes it when it is missing. A pepper and checkpoints may
 * be there: those of the data that comes.
 *
 * @throws DataDirectoryRefused
 */
export function openNewDataDirectory(path: string): NewDataDirectory {
  const databasePath = join(path, 'keyward.db');
  const lockPath = join(path, 'lock.db');
  const unfinishedPath = join(path, 'keyward.db.unfinished');
  const isMade = !existsSync(path);
  if (isMade) mkdirSync(path, { recursive: true, mode: 0o700 });
  const hadLock = existsSync(lockPath);
  const lock = takeLock(path, lockPath);
  let isFinished = false;
  const removeUnfinished = () => {
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${unfinishedPath}${end}`, { force: true });
  };
  const release = () => {
    lock.close();
    removeUnfinished();
    if (isFinished) return;
    if (!hadLock) rmSync(lockPath, { force: true });
    if (isMade) rmSync(path, { recursive: true, force: true });
  };
  if ((statSync(databasePath, { throwIfNoEntry: false })?.size ?? 0) > 0) {
    lock.close();
    throw new DataDirectoryRefused(
      `data directory \`${path}\` holds a database already; nothing is replaced: choose another directory, or move \`keyward.db\`, \`keyward.db-wal\` and \`keyward.db-shm\` away`,
    );
  }
  removeUnfinished();
  closeSync(openSync(unfinishedPath, 'wx', 0o600));
  return {
    unfinishedPath,
    readPepper: () => readPepperIfThere(join(path, 'pepper')),
    readPreviousPepper: () => readPepperIfThere(join(path, 'pepper.previous')),
    finish() {
      const file = openSync(unfinishedPath, 'r');
      fsyncSync(file);
      closeSync(file);
      for (const end of ['-wal', '-shm']) rmSync(`${databasePath}${end}`, { force: true });
      renameSync(unfinishedPath, databasePath);
      syncDirectory(path);
      isFinished = true;
    },
    release,
  };
}
