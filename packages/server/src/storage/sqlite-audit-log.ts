import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { StoredAuditLog } from '../audit/verify-audit-log.ts';
import { AUDIT_COLUMNS, type AuditValues, entryFromValues } from './audit-row.ts';
import { requireNewestSchema } from './migrations/migrate.ts';
import { openSqliteFile } from './sqlite-connection.ts';
import { translateSqliteFailure } from './sqlite-failure.ts';

/** Each part is read in a transaction of its own: a long one would keep a running service from tidying its log. */
const ENTRIES_AT_ONCE = 2_000;

/**
 * Opens the audit log of an embedded database for reading alone, whether a service runs on it or not.
 *
 * @throws SchemaTooNew, StorageUnavailable
 */
export function openSqliteAuditLog(path: string): StoredAuditLog {
  const database = openReadOnly(path);
  try {
    refuseOtherSchema(database);
  } catch (error) {
    database.close();
    throw error;
  }
  return {
    entries: (accountId) => entriesOf(database, accountId),
    async hasPosition(accountId, position) {
      const sql = 'select 1 from audit_entries where account_id = ? and position = ?';
      return database.prepare(sql).get(accountId, position) !== undefined;
    },
    async findAccountId(keyOrId) {
      const row = database.prepare('select id from accounts where key = ? or id = ?').get(keyOrId, keyOrId);
      return row && String(row.id);
    },
    close: async () => database.close(),
  };
}

/** What SQLite can count to, on both sides: somebody who writes its rows can write any number. */
const LOWEST = -(2n ** 63n);
const HIGHEST = 2n ** 63n - 1n;
const NUMBER_COLUMN = AUDIT_COLUMNS.indexOf('number') as 2;

async function* entriesOf(database: DatabaseSync, accountId?: string) {
  const ofAccount = accountId === undefined ? '' : 'and account_id = :account';
  const statement = database.prepare(
    `select ${AUDIT_COLUMNS.join(', ')} from audit_entries where number >= :from ${ofAccount} order by number limit ${ENTRIES_AT_ONCE}`,
  );
  // Rows as lists take a third of the time of rows as objects.
  statement.setReturnArrays(true);
  for (let from = LOWEST; ; ) {
    const rows = readRows(statement, { from, ...(accountId !== undefined && { account: accountId }) });
    yield rows.map(entryFromValues);
    const last = rows.at(-1)?.[NUMBER_COLUMN];
    if (last === undefined || rows.length < ENTRIES_AT_ONCE || BigInt(last) === HIGHEST) return;
    from = BigInt(last) + 1n;
  }
}

/** Numbers as they are, those too great for JavaScript too: these are rounded, and so never what was hashed. */
function readRows(statement: StatementSync, parameters: Record<string, bigint | string>) {
  try {
    statement.setReadBigInts(false);
    return statement.all(parameters) as unknown as AuditValues[];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    statement.setReadBigInts(true);
    return statement.all(parameters) as unknown as AuditValues[];
  }
}

function openReadOnly(path: string): DatabaseSync {
  try {
    return openSqliteFile(path, { readOnly: true });
  } catch (error) {
    throw translateSqliteFailure(path, error);
  }
}

function refuseOtherSchema(database: DatabaseSync): void {
  const row = database.prepare('select max(number) as newest from schema_migrations').get();
  requireNewestSchema(Number(row?.newest ?? 0));
}
