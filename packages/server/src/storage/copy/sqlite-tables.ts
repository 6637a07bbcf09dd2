import { closeSync, fsyncSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteFile, type SqliteParameter } from '../sqlite-connection.ts';
import type { PortableRow, Table, TableReads, TableWrites } from './copy-tables.ts';
import { fillSearchesLater } from './fill-searches-later.ts';

const ROWS_AT_ONCE = 1_000;

/** Reads the tables of a file as they are at one moment, whoever else writes to it meanwhile. */
export async function readSqliteTables<T>(
  path: string,
  work: (tables: TableReads) => Promise<T>,
): Promise<T> {
  const database = openSqliteFile(path, { readOnly: true });
  try {
    database.exec('begin');
    return await work(tablesOf(database));
  } finally {
    database.close();
  }
}

/**
 * Fills the tables of a file that nobody uses yet. Nothing is safe before the end: a file whose work failed is to be thrown
 * away. Then all of it is on the disk.
 */
export async function writeSqliteTables<T>(
  path: string,
  work: (tables: TableWrites & TableReads) => Promise<T>,
  options: { readonly isEmpty: boolean },
): Promise<T> {
  const database = new DatabaseSync(path);
  let result: T;
  try {
    database.exec('pragma journal_mode = delete');
    database.exec('pragma synchronous = off; pragma foreign_keys = on; begin');
    const write = () => work(tablesOf(database));
    result = await (options.isEmpty ? fillSearchesLater(database, write) : write());
    database.exec('commit');
  } finally {
    database.close();
  }
  const file = openSync(path, 'r');
  fsyncSync(file);
  closeSync(file);
  return result;
}

function tablesOf(database: DatabaseSync): TableWrites & TableReads {
  const all = (sql: string, ...parameters: SqliteParameter[]) => database.prepare(sql).all(...parameters);
  return {
    async listTables() {
      const tables = all(
        `select name from pragma_table_list where schema = 'main' and type = 'table'
          and name not like 'sqlite\\_%' escape '\\' and name <> 'schema_migrations' order by name`,
      );
      return tables.map(({ name }) => ({
        name: String(name),
        columns: all('select name from pragma_table_info(?)', String(name)).map((column) =>
          String(column.name),
        ),
      }));
    },
    async listReferences() {
      const rows = all(
        `select t.name as "from", f."table" as "to" from pragma_table_list t, pragma_foreign_key_list(t.name) f`,
      );
      return rows.map(({ from, to }) => ({ from: String(from), to: String(to) }));
    },
    async count({ name }) {
      return Number(all(`select count(*) as count from ${name}`)[0]?.count);
    },
    async *rows({ name, columns }) {
      const statement = database.prepare(`select ${listOf(columns)} from ${name}`);
      statement.setReturnArrays(true);
      let part: PortableRow[] = [];
      for (const row of statement.iterate()) {
        part.push(row as unknown as PortableRow);
        if (part.length < ROWS_AT_ONCE) continue;
        yield part;
        part = [];
      }
      yield part;
    },
    async clear({ name }) {
      database.exec(`delete from ${name}`);
    },
    async write({ name, columns }: Table, rows) {
      const values = columns.map(() => '?').join(', ');
      const insert = database.prepare(`insert into ${name} (${listOf(columns)}) values (${values})`);
      for (const row of rows) insert.run(...row);
    },
  };
}

function listOf(columns: readonly string[]): string {
  return columns.map((column) => `"${column}"`).join(', ');
}
