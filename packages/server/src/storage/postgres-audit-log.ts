import type { AuditRow } from './audit-row.ts';
import { storedEntryFrom } from './audit-row.ts';
import type { StoredAuditEntry } from './audit-store.ts';
import { type OpenAuditLog, requireKnownSchema } from './open-audit-log.ts';
import { LONG_WORK, openPostgresClient, type PostgresClient } from './postgres-connection.ts';
import { translatePostgresFailure } from './postgres-failure.ts';
import { StorageUnavailable } from './store.ts';

/** Each part is a statement of its own: a transaction over all of them would keep the database from tidying up. */
const ENTRIES_AT_ONCE = 2_000;
const END_PATIENCE_SECONDS = 5;
const NO_SUCH_TABLE = '42P01';

/**
 * Opens the audit log of a PostgreSQL database for reading alone, whether nodes run on it or not.
 *
 * @throws SchemaTooNew, StorageUnavailable
 */
export async function openPostgresAuditLog(url: string): Promise<OpenAuditLog> {
  const client = openPostgresClient(url, { maxConnections: 1, patience: LONG_WORK });
  const close = () => client.end({ timeout: END_PATIENCE_SECONDS });
  try {
    const [row] = await client<{ newest: number | null }[]>`
      select max(number)::int as newest from schema_migrations`;
    requireKnownSchema(row?.newest ?? 0);
  } catch (error) {
    await close();
    throw asUnavailable(error);
  }
  return {
    batches: (accountId) => batchesOf(client, accountId),
    async hasPosition(accountId, position) {
      const found = await client`
        select 1 from audit_entries where account_id = ${accountId} and position = ${position} limit 1`;
      return found.length > 0;
    },
    async findAccountId(keyOrId) {
      const [row] = await client<{ id: string }[]>`
        select id from accounts where key = ${keyOrId} or id = ${keyOrId}`;
      return row?.id;
    },
    close,
  };
}

type TextOf<Row, Names extends keyof Row> = Omit<Row, Names> & Readonly<Record<Names, string>>;

/** Numbers come as text: somebody who writes rows can write any number, and those beyond 2^53 are rounded, and so found out. */
type AuditRowAsText = TextOf<AuditRow, 'number' | 'position' | 'at'>;

async function* batchesOf(
  client: PostgresClient,
  accountId?: string,
): AsyncGenerator<readonly StoredAuditEntry[], void, void> {
  const ofAccount = accountId === undefined ? client`` : client`and account_id = ${accountId}`;
  for (let after: string | undefined; ; ) {
    const further = after === undefined ? client`` : client`and number > ${after}::text::bigint`;
    const rows = await client<AuditRowAsText[]>`
      select account_id, position::text, number::text, id, at::text, action, resource, type_chain, name, description, record,
        details, hash
      from audit_entries where true ${ofAccount} ${further} order by audit_entries.number limit ${ENTRIES_AT_ONCE}`;
    yield rows.map(entryFrom);
    after = rows.at(-1)?.number;
    if (rows.length < ENTRIES_AT_ONCE) return;
  }
}

function entryFrom({ number, position, at, ...row }: AuditRowAsText): StoredAuditEntry {
  return storedEntryFrom({ ...row, number: Number(number), position: Number(position), at: Number(at) });
}

function asUnavailable(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== NO_SUCH_TABLE) return translatePostgresFailure(error);
  return new StorageUnavailable('there is no data of keyward in that database', { cause: error });
}
