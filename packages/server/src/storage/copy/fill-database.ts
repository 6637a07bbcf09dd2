import { DatabaseSync } from 'node:sqlite';
import type { CopiedTable } from '../backup-store.ts';
import { requireNewestSchema } from '../migrations/migrate.ts';
import { openPostgresStore } from '../postgres.ts';
import { openSqliteStore } from '../sqlite.ts';
import { openSqliteFile } from '../sqlite-connection.ts';
import { translateSqliteFailure } from '../sqlite-failure.ts';
import { type CopyProgress, copyTables, type PortableValue, type TableWrites } from './copy-tables.ts';
import { readPostgresTables, writePostgresTables } from './postgres-tables.ts';
import { readSqliteTables, writeSqliteTables } from './sqlite-tables.ts';

/** Where data is: a file of SQLite, or a PostgreSQL database. */
export type DataPlace = { readonly file: string } | { readonly url: string };

/** A row that is written with what is copied, in the same transaction. */
export interface FurtherRow {
  readonly table: string;
  readonly values: Readonly<Record<string, PortableValue>>;
}

export interface FillOptions {
  readonly nowMs: number;
  readonly progress?: CopyProgress;
  readonly furtherRow?: FurtherRow;
}

/** There are rows where none should be. */
export class TargetNotEmpty extends Error {
  override readonly name = 'TargetNotEmpty';
}

/**
 * Makes a file that holds what a place holds at one moment. One that is copied from a file has its schema, whatever the version.
 * The file is whole only when the promise resolves.
 *
 * @param file is not there yet, or empty
 * @throws SchemaTooNew, StorageUnavailable
 */
export async function fillSqliteFile(
  file: string,
  from: DataPlace,
  { nowMs, progress = () => undefined, furtherRow }: FillOptions,
): Promise<readonly CopiedTable[]> {
  if ('file' in from) {
    copyFile(from.file, file);
    if (furtherRow !== undefined) {
      await (await openSqliteStore(file, nowMs)).close();
      await writeSqliteTables(file, (tables) => writeRow(tables, furtherRow), { isEmpty: false });
    }
    return countTables(file);
  }
  await (await openSqliteStore(file, nowMs)).close();
  return readPostgresTables(from.url, async (source) =>
    writeSqliteTables(file, (target) => copyTables(source, target, progress), { isEmpty: true }),
  );
}

/**
 * Fills a PostgreSQL database that has no account yet, all or nothing.
 *
 * @throws TargetNotEmpty, SchemaTooNew, StorageUnavailable
 */
export async function fillPostgres(
  url: string,
  from: { readonly file: string },
  { nowMs, progress = () => undefined, furtherRow }: FillOptions,
): Promise<readonly CopiedTable[]> {
  requireNewestSchema(newestMigrationOf(from.file));
  await (await openPostgresStore(url, nowMs, { maxConnections: 2 })).close();
  return readSqliteTables(from.file, (source) =>
    writePostgresTables(url, async (target) => {
      await requireEmpty(target);
      const copied = await copyTables(source, target, progress);
      if (furtherRow !== undefined) await writeRow(target, furtherRow);
      return copied;
    }),
  );
}

/** The number of the newest migration of a file. @throws StorageUnavailable when it is no data of ours */
export function newestMigrationOf(file: string): number {
  try {
    const database = openSqliteFile(file, { readOnly: true });
    try {
      const row = database.prepare('select max(number) as newest from schema_migrations').get();
      return Number(row?.newest ?? 0);
    } finally {
      database.close();
    }
  } catch (error) {
    throw translateSqliteFailure(file, error);
  }
}

function copyFile(from: string, to: string): void {
  const database = new DatabaseSync(from, { readOnly: true });
  try {
    database.prepare('vacuum into ?').run(to);
  } catch (error) {
    throw translateSqliteFailure(to, error);
  } finally {
    database.close();
  }
}

function countTables(file: string): Promise<readonly CopiedTable[]> {
  return readSqliteTables(file, async (tables) => {
    const counted: CopiedTable[] = [];
    for (const table of await tables.listTables()) {
      counted.push({ name: table.name, rows: await tables.count(table) });
    }
    return counted;
  });
}

async function requireEmpty(target: TableWrites): Promise<void> {
  for (const table of await target.listTables()) {
    if (table.name !== 'accounts' || (await target.count(table)) === 0) continue;
    throw new TargetNotEmpty('the database holds accounts already; give an empty one');
  }
}

function writeRow(target: TableWrites, { table, values }: FurtherRow): Promise<void> {
  return target.write({ name: table, columns: Object.keys(values) }, [Object.values(values)]);
}
