/**
 * A backup is a file of SQLite with our schema, whichever database it was made of: what `restore` reads. It never holds the
 * pepper, nor sessions and codes that were sent, which would be worth something without it.
 */
import { closeSync, linkSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { newObjectId } from '../../object-id.ts';
import type { CopiedTable } from '../backup-store.ts';
import { type DataPlace, fillSqliteFile, newestMigrationOf } from '../copy/fill-database.ts';
import { StorageUnavailable } from '../store.ts';
import { syncDirectory } from '../write-new-file.ts';

/** What a backup says of itself. */
export interface BackupNote {
  readonly takenAt: number;
  /** The number of the last change that it holds. */
  readonly changeNumber: number;
  /** Of its newest epoch. */
  readonly epochNumber: number;
  readonly pepperIds: readonly string[];
}

const LEFT_OUT = ['auth_session', 'auth_verification', 'one_time_codes', 'device_requests'];

/**
 * Makes a backup for this user alone. It is there whole or not at all, and no file that exists is replaced or followed.
 *
 * @throws StorageUnavailable
 */
export async function writeBackup(
  from: DataPlace,
  file: string,
  nowMs: number,
): Promise<readonly CopiedTable[]> {
  const unfinished = `${file}.${newObjectId()}.unfinished`;
  try {
    closeSync(openSync(unfinished, 'wx', 0o600));
    const tables = await fillSqliteFile(unfinished, from, { nowMs });
    finish(unfinished, nowMs);
    linkSync(unfinished, file);
    syncDirectory(dirname(file));
    return tables.filter(({ name }) => !LEFT_OUT.includes(name));
  } catch (error) {
    throw translated(file, error);
  } finally {
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${unfinished}${end}`, { force: true });
  }
}

/** @throws StorageUnavailable for a file that is no backup, SchemaTooNew */
export function readBackupNote(file: string): BackupNote {
  newestMigrationOf(file);
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const isBackup = database.prepare("select 1 from pragma_table_list where name = 'backup_note'").get();
    if (isBackup === undefined) {
      throw new StorageUnavailable(
        `\`${file}\` is no backup; give a file that \`keyward backup\` made, or use \`keyward db copy\` for a data directory`,
      );
    }
    const { taken_at } = database.prepare('select taken_at from backup_note').get() ?? {};
    const { value } = database.prepare("select value from sequence where name = 'changes'").get() ?? {};
    const { epoch } = database.prepare('select max(number) as epoch from epochs').get() ?? {};
    const peppers = database.prepare('select distinct pepper_id from secret_forms').all();
    return {
      takenAt: Number(taken_at),
      changeNumber: Number(value),
      epochNumber: Number(epoch),
      pepperIds: peppers.map((row) => String(row.pepper_id)),
    };
  } finally {
    database.close();
  }
}

/** Takes away what only a backup says of itself. */
export function dropBackupNote(file: string): void {
  const database = new DatabaseSync(file);
  try {
    database.exec('drop table if exists backup_note');
  } finally {
    database.close();
  }
}

/** What is left out must not stay in free pages of the file. */
function finish(file: string, nowMs: number): void {
  const database = new DatabaseSync(file);
  try {
    database.exec(
      'pragma journal_mode = delete; pragma synchronous = full; pragma secure_delete = on; begin',
    );
    for (const table of LEFT_OUT) database.exec(`delete from ${table}`);
    database.exec('create table backup_note (taken_at bigint not null)');
    database.prepare('insert into backup_note values (?)').run(nowMs);
    database.exec('commit');
  } finally {
    database.close();
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EEXIST: 'it exists; choose another name, nothing is replaced',
  ENOENT: 'its directory does not exist',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'its file system is read-only',
  ENOSPC: 'its disk is full; free some space',
};

function translated(file: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = REASONS[code];
  return reason === undefined
    ? error
    : new StorageUnavailable(`\`${file}\` cannot be written: ${reason}`, { cause: error });
}
