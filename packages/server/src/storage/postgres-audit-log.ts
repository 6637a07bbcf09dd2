import type { StoredAuditLog } from '../audit/verify-audit-log.ts';
import { AUDIT_COLUMNS, type AuditValues, entryFromValues } from './audit-row.ts';
import { requireNewestSchema } from './migrations/migrate.ts';
import { LONG_WORK, openPostgresClient, type PostgresClient } from './postgres-connection.ts';
import { translatePostgresFailure } from './postgres-failure.ts';

/** Each part is read in a transaction of its own: a long one would keep the server from tidying up. */
const ENTRIES_AT_ONCE = 2_000;

/**
 * Opens the audit log of a PostgreSQL database for reading alone, beside the nodes that serve it.
 *
 * @throws SchemaTooNew, StorageUnavailable
 */
export async function openPostgresAuditLog(url: string): Promise<StoredAuditLog> {
  const client = openPostgresClient(url, { maxConnections: 1, patience: LONG_WORK });
  const close = () => client.end({ timeout: 1 });
  const asked = async <T>(question: () => Promise<T>): Promise<T> => {
    try {
      return await question();
    } catch (error) {
      throw translatePostgresFailure(error);
    }
  };
  try {
    requireNewestSchema(await asked(() => newestMigration(client)));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    entries: (accountId) => entriesOf(client, accountId),
    hasPosition: (accountId, position) =>
      asked(async () => {
        const rows = await client`select 1 from audit_entries
          where account_id = ${accountId} and position = ${position} limit 1`;
        return rows.length > 0;
      }),
    findAccountId: (keyOrId) =>
      asked(async () => {
        const [row] = await client`select id from accounts where key = ${keyOrId} or id = ${keyOrId}`;
        return row && String(row.id);
      }),
    close,
  };
}

async function newestMigration(client: PostgresClient): Promise<number> {
  const [table] = await client`select to_regclass('schema_migrations') as name`;
  if (table?.name === null) return 0;
  const [row] = await client`select max(number) as newest from schema_migrations`;
  return Number(row?.newest ?? 0);
}

async function* entriesOf(client: PostgresClient, accountId?: string) {
  for (let last = Number.MIN_SAFE_INTEGER; ; ) {
    const entries = await partOf(client, last, accountId);
    yield entries;
    if (entries.length < ENTRIES_AT_ONCE) return;
    last = entries.at(-1)?.number ?? last;
  }
}

async function partOf(client: PostgresClient, last: number, accountId?: string) {
  const ofAccount = accountId === undefined ? client`` : client`and account_id = ${accountId}`;
  try {
    const rows = await client`select ${client([...AUDIT_COLUMNS])} from audit_entries
      where number > ${last} ${ofAccount} order by number limit ${ENTRIES_AT_ONCE}`.values();
    return (rows as unknown as AuditValues[]).map(entryFromValues);
  } catch (error) {
    throw translatePostgresFailure(error);
  }
}
