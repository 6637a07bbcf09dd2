import { StorageUnavailable, UniqueViolation } from './store.ts';

/** Primary result codes of SQLite (sqlite.org/rescode.html), the low byte of `errcode`. */
const SQLITE_BUSY = 5;
const SQLITE_READONLY = 8;
const SQLITE_IOERR = 10;
const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
const SQLITE_CANTOPEN = 14;
const SQLITE_NOTADB = 26;
const SQLITE_CONSTRAINT_PRIMARYKEY = 1555;
const SQLITE_CONSTRAINT_UNIQUE = 2067;

export const DISK_FULL = 'its disk is full; free some space';

const UNAVAILABLE: Readonly<Record<number, string>> = {
  [SQLITE_BUSY]: 'it is held by another program',
  [SQLITE_READONLY]: 'it is read-only, by its mode or its file system',
  [SQLITE_IOERR]: 'its disk failed a read or a write',
  [SQLITE_CORRUPT]: 'it is damaged; restore it from a backup',
  [SQLITE_FULL]: DISK_FULL,
  [SQLITE_CANTOPEN]: 'it cannot be opened; this user may not, or its file system is read-only',
  [SQLITE_NOTADB]: 'it is no SQLite database; check the path',
};

/** Turns an error of SQLite about the file `path` into one of the store's; others come back as they are. */
export function translateSqliteFailure(path: string, error: unknown): unknown {
  const errcode = error instanceof Error && 'errcode' in error ? Number(error.errcode) : undefined;
  if (errcode === undefined) return error;
  if (errcode === SQLITE_CONSTRAINT_UNIQUE || errcode === SQLITE_CONSTRAINT_PRIMARYKEY)
    return new UniqueViolation(violatedColumn(error), error);
  const sentence = UNAVAILABLE[errcode & 0xff];
  return sentence === undefined ? error : unusable(path, sentence, error);
}

export function unusable(path: string, sentence: string, cause?: unknown): StorageUnavailable {
  return new StorageUnavailable(`\`${path}\` cannot be used: ${sentence}`, { cause });
}

/** SQLite says `UNIQUE constraint failed: members.email_key`. */
function violatedColumn(error: unknown): string {
  return /\.(\w+)$/.exec(String(error))?.[1] ?? 'unknown';
}
