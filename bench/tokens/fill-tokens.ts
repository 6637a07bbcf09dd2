import { DatabaseSync } from 'node:sqlite';
import { Kysely, SqliteDialect } from 'kysely';
import { TOKEN_SEARCH_ON_SQLITE } from '../../packages/server/src/storage/migrations/0006-token-list-sqlite.ts';
import { kyselyDatabase } from '../../packages/server/src/storage/sqlite-connection.ts';

export const DAY_MS = 86_400_000;
/** The day on which the newest token was made. */
export const NOW_MS = Date.UTC(2026, 10, 22);

export function memberId(index: number): string {
  return (index + 1).toString(16).padStart(24, '0');
}

/** Scattered like the ids that the service draws. */
export function tokenId(index: number): string {
  const scattered = (Math.imul(index, 2_654_435_761) >>> 0).toString(16).padStart(8, '0');
  return `68${index.toString(16).padStart(8, '0')}${scattered}${scattered.slice(0, 6)}`;
}

export function lastFourOf(index: number): string {
  return (Math.imul(index + 7, 40_503) >>> 0).toString(36).padStart(4, '0').slice(-4);
}

/** Tokens of every kind and age beside those there are, straight into the tables; then the list is made anew, as a migration fills it. */
export async function fillTokens(path: string, accountId: string, size: number): Promise<void> {
  const words =
    'billing export terraform deploy release nightly backup metrics grafana search mobile checkout invoice reports staging production canary worker scheduler webhook'.split(
      ' ',
    );
  const database = new DatabaseSync(path);
  database.exec('pragma journal_mode = wal; pragma synchronous = off; begin');
  const trigger = database.prepare("select sql from sqlite_schema where name = 'token_listed'").get();
  database.exec('drop trigger token_listed');
  database
    .prepare('insert or ignore into accounts (id, key, organization, created_at) values (?, ?, ?, 1)')
    .run(accountId, 'default', 'Bench');
  const member = database.prepare(
    `insert into members (id, account_id, email, email_key, first_name, last_name, role, created_at, version, removed_at)
     values (?, ?, ?, ?, ?, ?, 'reader', 1, 1, ?)`,
  );
  for (let index = 0; index < 5_000; index++) {
    const email = `member${index}@example.com`;
    member.run(
      memberId(index),
      accountId,
      email,
      email,
      `First${index}`,
      `Last${index}`,
      index % 40 === 0 ? 1 : null,
    );
  }
  const token = database.prepare(
    `insert into tokens (id, account_id, kind, member_id, name, description, role, inline_role, default_api_version, created_at, modified_at,
       expires_at, disabled_at, version, last_four, tags, last_used_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, 20240415, ?, ?, ?, ?, 1, ?, ?, ?)`,
  );
  let seed = 1;
  const chance = () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (seed >>> 8) / 0x7fffff;
  };
  const pick = <T>(list: readonly T[]): T =>
    list[Math.min(list.length - 1, Math.floor(chance() * list.length))] as T;
  for (let index = 0; index < size; index++) {
    const createdAt = NOW_MS - Math.floor(((size - index) / size) * 400 * DAY_MS);
    const role = pick(['reader', 'reader', 'writer', 'admin', null]);
    token.run(
      tokenId(index),
      accountId,
      chance() < 0.3 ? 'service' : 'personal',
      memberId(Math.floor(chance() * 5_000)),
      `${pick(words)}-${pick(words)}-${index}`,
      `used by the team ${Math.floor(chance() * 500)} for ${pick(words)} ${pick(words)}`,
      role,
      role === null ? '[]' : null,
      createdAt,
      createdAt + Math.floor(chance() * (NOW_MS - createdAt)),
      chance() < 0.5 ? null : createdAt + pick([30, 90, 365, 700]) * DAY_MS,
      chance() < 0.05 ? NOW_MS : null,
      lastFourOf(index),
      pick([
        '[]',
        '[]',
        '[]',
        '[]',
        '[]',
        '[]',
        '[]',
        '[]',
        '["nightly"]',
        index % 100 === 0 ? '["export","rare"]' : '["export"]',
      ]),
      chance() < 0.3 ? null : NOW_MS - Math.floor(chance() ** 3 * (NOW_MS - createdAt)),
    );
  }
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: kyselyDatabase(database) }) });
  for (const table of ['token_search', 'token_tags', 'token_totals', 'token_list']) {
    database.exec(`delete from ${table}`);
  }
  for (const statement of TOKEN_SEARCH_ON_SQLITE.slice(1, 5)) await statement.execute(db);
  database.exec(String(trigger?.sql));
  database.exec('commit');
  await db.destroy();
}
