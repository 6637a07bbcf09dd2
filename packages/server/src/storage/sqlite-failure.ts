import { StorageUnavailable, UniqueViolation } from './store.ts';

/** Primary result codes of SQLite (sqlite.org/rescode.html), the low byte of `errcode`. */
const SQLITE_BUSY = 5;
const SQLITE_READONLY = 8;
const SQLITE_IOERR = 10;
const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
const SQLITE_CANTOPEN = 14;
const SQLITE_NOTADB = 26;
const SQLITE_CONSTRAINT_UNIQUE = 2067;

const UNAVAILABLE: Readonly<Record<number, string>> = {
  [SQLITE_BUSY]: 'the database file is held by another program',
  [SQLITE_READONLY]: 'the database file is read-only',
  [SQLITE_IOERR]: 'the disk of the data directory failed a read or a write',
  [SQLITE_CORRUPT]: 'the database file is damaged',
  [SQLITE_FULL]: 'the disk of the data directory is full',
  [SQLITE_CANTOPEN]: 'the database file cannot be opened',
  [SQLITE_NOTADB]: 'the database file is no SQLite database',
};

/** Turns an error of SQLite into one of the store's; others come back as they are. */
export function translateSqliteFailure(error: unknown): unknown {
  const errcode = error instanceof Error && 'errcode' in error ? Number(error.errcode) : undefined;
  if (errcode === undefined) return error;
  if (errcode === SQLITE_CONSTRAINT_UNIQUE) return new UniqueViolation(violatedColumn(error), error);
  const sentence = UNAVAILABLE[errcode & 0xff];
  return sentence === undefined ? error : new StorageUnavailable(sentence, { cause: error });
}

/** SQLite says `UNIQUE constraint failed: members.email_key`. */
function violatedColumn(error: unknown): string {
  return /\.(\w+)$/.exec(String(error))?.[1] ?? 'unknown';
}
