import type postgres from 'postgres';
import { DATABASE_TIMEOUTS } from '../../database-config.ts';
import { openPostgresPool } from '../postgres-connection.ts';
import { translatePostgresFailure } from '../postgres-failure.ts';
import { endless } from '../postgres-patience.ts';
import type { PortableRow, PortableValue, Table, TableReads, TableWrites } from './copy-tables.ts';

const ROWS_AT_ONCE = 1_000;
/** A table is read in the order in which its rows came, where they tell it: lists are made in that order. */
const ORDERS = ['number', 'created_at'];

type Transaction = postgres.TransactionSql<{ bigint: number }>;

/** Reads the tables of a database as they are at one moment, whoever else writes to it meanwhile. */
export function readPostgresTables<T>(url: string, work: (tables: TableReads) => Promise<T>): Promise<T> {
  return within(url, 'isolation level repeatable read read only', (transaction) =>
    work(tablesOf(transaction)),
  );
}

/** Fills the tables of a database, all or nothing. */
export function writePostgresTables<T>(
  url: string,
  work: (tables: TableWrites & TableReads) => Promise<T>,
): Promise<T> {
  return within(url, '', async (transaction) => {
    const tables = tablesOf(transaction);
    for (const { name } of await tables.listTables()) {
      await transaction.unsafe(`lock table ${name} in access exclusive mode`);
    }
    const result = await work(tables);
    await transaction.unsafe('analyze');
    return result;
  });
}

async function within<T>(
  url: string,
  mode: string,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const client = openPostgresPool(url, { maxConnections: 1, patience: endless(DATABASE_TIMEOUTS) });
  try {
    return (await client.begin(mode, work)) as T;
  } catch (error) {
    throw translatePostgresFailure(error);
  } finally {
    await client.end({ timeout: 1 });
  }
}

function tablesOf(transaction: Transaction): TableWrites & TableReads {
  return {
    async listTables() {
      const rows = await transaction<{ name: string; columns: string }[]>`
        select c.relname as name, json_agg(a.attname order by a.attnum)::text as columns
        from pg_class c join pg_attribute a on a.attrelid = c.oid
        where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
          and a.attnum > 0 and not a.attisdropped and c.relname <> 'schema_migrations'
        group by c.relname order by c.relname`;
      return rows.map(({ name, columns }) => ({ name, columns: JSON.parse(columns) as string[] }));
    },
    async listReferences() {
      return transaction<{ from: string; to: string }[]>`
        select f.relname as "from", t.relname as "to"
        from pg_constraint c join pg_class f on f.oid = c.conrelid join pg_class t on t.oid = c.confrelid
        where c.contype = 'f'`;
    },
    async count({ name }) {
      const [row] = await transaction.unsafe<{ count: number }[]>(`select count(*) as count from ${name}`);
      return Number(row?.count);
    },
    async *rows({ name, columns }) {
      const order = ORDERS.find((column) => columns.includes(column));
      const query = `select ${listOf(columns)} from ${name}${order === undefined ? '' : ` order by ${order}`}`;
      for await (const rows of transaction.unsafe(query).values().cursor(ROWS_AT_ONCE)) {
        yield rows.map((row: unknown[]) => row.map(portable));
      }
    },
    async clear({ name }) {
      await transaction.unsafe(`delete from ${name}`);
    },
    /** Sent as one text: the database reads each value as the type of its column. */
    async write({ name, columns }: Table, rows: readonly PortableRow[]) {
      const list = listOf(columns);
      const objects = rows.map((row) =>
        Object.fromEntries(columns.map((column, index) => [column, readable(row[index] ?? null)])),
      );
      await transaction.unsafe(
        `insert into ${name} (${list}) select ${list} from json_populate_recordset(null::${name}, $1::text::json)`,
        [JSON.stringify(objects)],
      );
    },
  };
}

function portable(value: unknown): PortableValue {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value as PortableValue;
}

function readable(value: PortableValue): string | number | null {
  return value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value;
}

function listOf(columns: readonly string[]): string {
  return columns.map((column) => `"${column}"`).join(', ');
}
