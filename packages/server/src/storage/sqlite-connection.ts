import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { SqliteDatabase } from 'kysely';

const CACHED_STATEMENTS = 256;
const BUSY_TIMEOUT_MS = 5_000;

/** Opens a file as every connection of Keyward does. @throws the error of SQLite when it cannot be opened */
export function openSqliteFile(path: string, options: { readonly readOnly: boolean }): DatabaseSync {
  const database = new DatabaseSync(path, {
    readOnly: options.readOnly,
    timeout: BUSY_TIMEOUT_MS,
    enableForeignKeyConstraints: true,
    defensive: true,
  });
  try {
    if (!options.readOnly) database.exec('pragma journal_mode = wal; pragma synchronous = full');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

export type SqliteParameter = string | number | bigint | null | Uint8Array;

export interface SqliteResult {
  readonly rows: unknown[];
  readonly changes: number | bigint;
}

/** Runs statements, each text prepared once. The least recently used are dropped when there are too many. */
export function statementRunner(database: DatabaseSync) {
  const prepared = new Map<string, StatementSync>();

  function prepare(sql: string): StatementSync {
    const statement = prepared.get(sql) ?? database.prepare(sql);
    prepared.delete(sql);
    prepared.set(sql, statement);
    if (prepared.size > CACHED_STATEMENTS) {
      for (const oldest of prepared.keys()) {
        prepared.delete(oldest);
        break;
      }
    }
    return statement;
  }

  return {
    prepare,
    run(sql: string, parameters: readonly unknown[]): SqliteResult {
      const statement = prepare(sql);
      const bound = parameters as readonly SqliteParameter[];
      if (statement.columns().length > 0) return { rows: statement.all(...bound), changes: 0 };
      return { rows: [], changes: statement.run(...bound).changes };
    },
  };
}

/** A connection in the form that Kysely's SQLite dialect takes. */
export function kyselyDatabase(database: DatabaseSync): SqliteDatabase {
  const runner = statementRunner(database);
  return {
    close: () => database.close(),
    prepare(sql) {
      const statement = runner.prepare(sql);
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...(parameters as SqliteParameter[])),
        run(parameters) {
          // SQLite rolls back by itself when the disk is full; a second rollback would hide why.
          if (sql === 'rollback' && !database.isTransaction) return { changes: 0, lastInsertRowid: 0 };
          return statement.run(...(parameters as SqliteParameter[]));
        },
        iterate: (parameters) =>
          statement.iterate(...(parameters as SqliteParameter[])) as IterableIterator<unknown>,
      };
    },
  };
}
