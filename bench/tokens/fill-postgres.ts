import postgres, { type Sql } from 'postgres';
import { MEMBER_COLUMNS, memberRows, NOW_MS, TOKEN_COLUMNS, tokenId, tokenRows } from './token-rows.ts';

const ROWS_AT_ONCE = 2_000;
const HASH = Buffer.alloc(32);

type Value = string | number | null | Buffer;

/** Tokens straight into the tables, and an audit entry for each; then statistics, as the server makes them by itself. */
export async function fillPostgres(url: string, accountId: string, size: number): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  await sql`insert into accounts (id, key, organization, created_at) values (${accountId}, 'default', 'Bench', 1)`;
  await insertAll(sql, 'members', MEMBER_COLUMNS, memberRows(accountId));
  await insertAll(sql, 'tokens', TOKEN_COLUMNS, tokenRows(accountId, size));
  const columns =
    'number, id, account_id, position, at, action, type_chain, resource, name, description, hash, record';
  await insertAll(sql, 'audit_entries', columns, auditRows(accountId, size));
  await sql`vacuum analyze`;
  await sql.end();
}

async function insertAll(
  sql: Sql,
  table: string,
  columns: string,
  rows: Iterable<readonly Value[]>,
): Promise<void> {
  const names = columns.split(', ');
  const insert = (part: Record<string, Value>[]) => sql`insert into ${sql(table)} ${sql(part)}`;
  let part: Record<string, Value>[] = [];
  for (const row of rows) {
    part.push(Object.fromEntries(names.map((name, index) => [name, row[index] ?? null])));
    if (part.length < ROWS_AT_ONCE) continue;
    await insert(part);
    part = [];
  }
  if (part.length > 0) await insert(part);
}

function* auditRows(accountId: string, size: number): Generator<Value[]> {
  for (let index = 1; index <= size; index++) {
    const name = `${index % 50 === 0 ? 'nightly' : 'daily'}-token-${index}`;
    const [type, id] = ['service-token', tokenId(index)];
    yield [
      index,
      id,
      accountId,
      index,
      NOW_MS - size + index,
      'createAccessToken',
      type,
      `${type}/${id}`,
      name,
      `of ${name}`,
      HASH,
      '{}',
    ];
  }
}
