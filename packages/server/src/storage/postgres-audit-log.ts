import type { StoredAuditLog } from '../audit/verify-audit-log.ts';
import type { DatabaseConfig } from '../database-config.ts';
import { AUDIT_COLUMNS, type AuditValues, entryFromValues } from './audit-row.ts';
import { requireNewestSchema } from './migrations/migrate.ts';
import type { PostgresClient } from './postgres-client.ts';
import { openPostgresClient } from './postgres-connection.ts';
import { translatePostgresFailure } from './postgres-failure.ts';
import { longWork } from './postgres-patience.ts';

/** Each part is read in a transaction of its own: a long one would keep the server from tidying up. */
const ENTRIES_AT_ONCE = 2_000;

/**
 * Opens the audit log of a PostgreSQL database for reading alone, beside the nodes that serve it.
 *
 * @throws SchemaTooNew, StorageUnavailable
 */
export async function openPostgresAuditLog({ url, timeouts }: DatabaseConfig): Promise<StoredAuditLog> {
  const client = openPostgresClient(url, { maxConnections: 1, patience: longWork(timeouts) });
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
        const sql = 'select 1 from audit_entries where account_id = $1 and position = $2 limit 1';
        return (await client.run(sql, [accountId, position])).length > 0;
      }),
    findAccountId: (keyOrId) =>
      asked(async () => {
        const sql = 'select id from accounts where key = $1 or id = $1';
        const [row] = await client.run<{ id: string }>(sql, [keyOrId]);
        return row?.id;
      }),
    close,
  };
}

async function newestMigration(client: PostgresClient): Promise<number> {
  const [table] = await client.run<{ name: string | null }>(
    "select to_regclass('schema_migrations') as name",
  );
  if (table?.name == null) return 0;
  const [row] = await client.run<{ newest: number | null }>(
    'select max(number) as newest from schema_migrations',
  );
  return row?.newest ?? 0;
}

/** As text: somebody who writes rows can write numbers beyond those of JavaScript. */
const NUMBERS: readonly string[] = ['position', 'number', 'at'];
const SELECTED = AUDIT_COLUMNS.map((name) => (NUMBERS.includes(name) ? `${name}::text` : name)).join(', ');
const LOWEST = String(-(2n ** 63n));

type TextRow = Readonly<Record<(typeof AUDIT_COLUMNS)[number], string>>;

async function* entriesOf(client: PostgresClient, accountId?: string) {
  for (let last = LOWEST; ; ) {
    const rows = await partOf(client, last, accountId);
    yield rows.map((row) =>
      entryFromValues(AUDIT_COLUMNS.map((name) => row[name]) as readonly unknown[] as AuditValues),
    );
    if (rows.length < ENTRIES_AT_ONCE) return;
    last = rows.at(-1)?.number ?? last;
  }
}

async function partOf(client: PostgresClient, last: string, accountId?: string) {
  const ofAccount = accountId === undefined ? '' : 'and account_id = $2';
  const sql = `select ${SELECTED} from audit_entries where audit_entries.number > $1 ${ofAccount}
    order by audit_entries.number limit ${ENTRIES_AT_ONCE}`;
  try {
    return await client.run<TextRow>(sql, accountId === undefined ? [last] : [last, accountId]);
  } catch (error) {
    throw translatePostgresFailure(error);
  }
}
