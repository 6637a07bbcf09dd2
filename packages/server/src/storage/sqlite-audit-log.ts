import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { AuditRow } from './audit-row.ts';
import type { StoredAuditEntry } from './audit-store.ts';
import { type OpenAuditLog, requireKnownSchema } from './open-audit-log.ts';
import { openSqliteFile } from './sqlite-connection.ts';
import { translateSqliteFailure } from './sqlite-failure.ts';

/** Each part is read in a transaction of its own: a long one would keep a running service from tidying its log. */
const ENTRIES_AT_ONCE = 2_000;

/**
 * Opens the audit log of an embedded database for reading alone, whether a service runs on it or not.
 *
 * @throws SchemaTooNew, StorageUnavailable
 */
export function openSqliteAuditLog(path: string): OpenAuditLog {
  const database = openReadOnly(path);
  try {
    refuseOtherSchema(database);
  } catch (error) {
    database.close();
    throw error;
  }
  return {
    batches: (accountId) => batchesOf(database, accountId),
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

const COLUMNS = [
  'account_id',
  'position',
  'number',
  'id',
  'at',
  'action',
  'resource',
  'type_chain',
  'name',
  'description',
  'record',
  'details',
  'hash',
] as const;

type Stored<Value> = Value extends number ? number | bigint : Value;
type Row<Names extends readonly (keyof AuditRow)[]> = {
  [Index in keyof Names]: Stored<AuditRow[Names[Index]]>;
};

/** What SQLite can count to, on both sides: somebody who writes its rows can write any number. */
const LOWEST = -(2n ** 63n);
const HIGHEST = 2n ** 63n - 1n;

function* batchesOf(
  database: DatabaseSync,
  accountId?: string,
): Generator<readonly StoredAuditEntry[], void, void> {
  const ofAccount = accountId === undefined ? '' : 'and account_id = :account';
  const statement = database.prepare(
    `select ${COLUMNS.join(', ')} from audit_entries where number >= :from ${ofAccount} order by number limit ${ENTRIES_AT_ONCE}`,
  );
  // Rows as lists take a third of the time of rows as objects.
  statement.setReturnArrays(true);
  for (let from = LOWEST; ; ) {
    const parameters = { from, ...(accountId !== undefined && { account: accountId }) };
    const rows = readRows(statement, parameters);
    yield rows.map(entryFrom);
    const last = rows.at(-1)?.[NUMBER_COLUMN];
    if (last === undefined || rows.length < ENTRIES_AT_ONCE || BigInt(last) === HIGHEST) return;
    from = BigInt(last) + 1n;
  }
}

const NUMBER_COLUMN = COLUMNS.indexOf('number') as 2;

/** Numbers as they are, those too great for JavaScript too: these are rounded, and so never what was hashed. */
function readRows(statement: StatementSync, parameters: Record<string, bigint | string>) {
  try {
    statement.setReadBigInts(false);
    return statement.all(parameters) as unknown as Row<typeof COLUMNS>[];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    statement.setReadBigInts(true);
    return statement.all(parameters) as unknown as Row<typeof COLUMNS>[];
  }
}

function entryFrom(row: Row<typeof COLUMNS>): StoredAuditEntry {
  const [accountId, position, number, id, at, action, resource, typeChain, ...rest] = row;
  const [name, description, record, details, hash] = rest;
  return {
    accountId,
    position: Number(position),
    number: Number(number),
    id,
    at: Number(at),
    action,
    resource,
    typeChain,
    name,
    description,
    record,
    details,
    hash,
  };
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
  requireKnownSchema(Number(row?.newest ?? 0));
}
