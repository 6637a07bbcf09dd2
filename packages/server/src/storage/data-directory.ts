/**
 * The directory of an embedded deployment: the database, the pepper and the lock. What is refused here protects
 * data that exists: a database that was lost is never replaced by an empty one.
 */
import crypto from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PEPPER_MINIMUM_BYTES } from '../tokens/secret-digest.ts';
import { replaceFile, writeNewFile } from './write-new-file.ts';

/** The data directory cannot be used. The message says why and what to do. Nothing was changed. */
export class DataDirectoryRefused extends Error {
  override readonly name = 'DataDirectoryRefused';
}

export interface DataDirectory {
  readonly databasePath: string;
  /** The pepper kept in the directory; undefined when there is none. */
  readPepper(): string | undefined;
  /** The pepper before it, kept there while it is rotated. */
  readPreviousPepper(): string | undefined;
  /** Makes a pepper beside a database that does not use one yet. */
  createPepper(): string;
  /** Gives the directory free for another process. */
  release(): void;
  /**
   * Makes a new pepper and keeps the one before it as the previous one. Stopped at any point it has done nothing or can be done
   * again: the old pepper is kept before it is replaced.
   */
  rotatePepper(): void;
}

/**
 * Takes a data directory for this process alone, until it is released or the process ends in any way.
 *
 * @param options.create makes the directory and an empty database when there is nothing yet
 * @throws DataDirectoryRefused
 */
export function openDataDirectory(path: string, options: { readonly create: boolean }): DataDirectory {
  const databasePath = join(path, 'keyward.db');
  const pepperPath = join(path, 'pepper');
  const previousPepperPath = join(path, 'pepper.previous');
  const lockPath = join(path, 'lock.db');

  const directory = statusOf(path, path);
  if (directory === undefined) {
    if (!options.create) {
      throw new DataDirectoryRefused(
        `data directory \`${path}\` does not exist; check the path, or start with \`--create\` to make it`,
      );
    }
    attempt(path, 'made', () => mkdirSync(path, { recursive: true, mode: 0o700 }));
  }
  if (directory?.isDirectory() === false)
    throw new DataDirectoryRefused(`\`${path}\` is a file, not a directory`);

  const database = statusOf(path, databasePath);
  // An empty file is what a first start leaves that ended before its first commit.
  if (database === undefined || database.size === 0) {
    const remains = [pepperPath, lockPath].filter(existsSync);
    const isLost = remains.includes(pepperPath) || (remains.length > 0 && database === undefined);
    if (isLost) {
      throw new DataDirectoryRefused(
        `data directory \`${path}\` has lost its database \`keyward.db\`; restore it from a backup, or choose an empty directory`,
      );
    }
    if (!options.create) {
      throw new DataDirectoryRefused(
        `data directory \`${path}\` holds no database; check the path, or start with \`--create\` to make one`,
      );
    }
    attempt(path, 'written', () => closeSync(openSync(databasePath, 'a', 0o600)));
  }

  const lock = takeLock(path, lockPath);
  return {
    databasePath,
    readPepper: () => readPepperIfThere(pepperPath),
    readPreviousPepper: () => readPepperIfThere(previousPepperPath),
    createPepper() {
      attempt(path, 'written', () => writeNewFile(pepperPath, newPepper()));
      return readPepperFile(pepperPath);
    },
    rotatePepper() {
      const pepper = readPepperFile(pepperPath);
      if (!existsSync(previousPepperPath)) {
        attempt(path, 'written', () => writeNewFile(previousPepperPath, pepper));
      }
      attempt(path, 'written', () => replaceFile(pepperPath, newPepper()));
    },
    release: () => lock.close(),
  };
}

/**
 * Reads a pepper from a file.
 *
 * @throws DataDirectoryRefused when others may read the file
 */
export function readPepperFile(path: string): string {
  const mode = attempt(path, 'read', () => statSync(path).mode);
  if ((mode & 0o077) !== 0) {
    throw new DataDirectoryRefused(`pepper file \`${path}\` may be read by others; run \`chmod 600\` on it`);
  }
  return attempt(path, 'read', () => readFileSync(path, 'utf8'));
}

/** The same; undefined when there is none. @throws DataDirectoryRefused */
export function readPepperIfThere(path: string): string | undefined {
  return existsSync(path) ? readPepperFile(path) : undefined;
}

/** Undefined when there is nothing. What this user may not look at is not nothing: that would be called lost or new. */
function statusOf(directory: string, path: string): Stats | undefined {
  return attempt(directory, 'read', () => statSync(path, { throwIfNoEntry: false }));
}

/**
 * SQLite's own lock on a second file, held in an open transaction: the system gives it free when the process
 * ends, however it ends, so no stale lock is ever left.
 */
export function takeLock(path: string, lockPath: string): DatabaseSync {
  attempt(path, 'written', () => closeSync(openSync(lockPath, 'a', 0o600)));
  const lock = attempt(path, 'written', () => new DatabaseSync(lockPath, { timeout: 0 }));
  try {
    lock.exec('pragma journal_mode = delete');
    lock.exec('begin exclusive');
    return lock;
  } catch (error) {
    lock.close();
    if (String(error).includes('locked')) {
      throw new DataDirectoryRefused(
        `data directory \`${path}\` is in use by another keyward process; stop it first, or choose another directory`,
      );
    }
    throw refusal(path, 'written', error);
  }
}

function newPepper(): string {
  return `${crypto.randomBytes(PEPPER_MINIMUM_BYTES).toString('base64')}\n`;
}

function attempt<T>(path: string, verb: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw refusal(path, verb, error);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not; change its owner or choose another directory',
  EPERM: 'this user may not; change its owner or choose another directory',
  EROFS: 'its file system is read-only; mount it writable or choose another directory',
  ENOSPC: 'its disk is full; free some space',
  ENOENT: 'it does not exist',
  ENOTDIR: 'a part of the path is a file',
};

function refusal(path: string, verb: string, error: unknown): DataDirectoryRefused {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const sqlite = String(error);
  const reason =
    REASONS[code] ??
    (/readonly|unable to open/i.test(sqlite)
      ? 'this user may not, or its file system is read-only; make it writable or choose another directory'
      : /full/i.test(sqlite)
        ? REASONS.ENOSPC
        : sqlite);
  return new DataDirectoryRefused(`\`${path}\` cannot be ${verb}: ${reason}`, { cause: error });
}
