import { ConfigRefused } from './config-refused.ts';

/** A PostgreSQL database that nodes share. */
export interface DatabaseConfig {
  /** May hold a password: never logged. */
  readonly url: string;
  /** Connections that one node keeps. */
  readonly maxConnections: number;
}

const DEFAULT_CONNECTIONS = 10;

/**
 * The value is never repeated in a message: it may hold a password.
 *
 * @throws ConfigRefused
 */
export function readDatabaseConfig(
  url: string | undefined,
  pool: string | undefined,
  isDirectoryNamed: boolean,
): DatabaseConfig | undefined {
  if (url === undefined) {
    if (pool === undefined) return undefined;
    throw new ConfigRefused('`KEYWARD_DATABASE_POOL` belongs to `KEYWARD_DATABASE_URL`, which is not set');
  }
  if (isDirectoryNamed) {
    throw new ConfigRefused(
      '`KEYWARD_DATA` or `--data`, and `KEYWARD_DATABASE_URL` or `--database-url`: give one of them; the data is in one place',
    );
  }
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const isDatabase =
    parsed !== undefined && ['postgres:', 'postgresql:'].includes(parsed.protocol) && isDecodable(parsed);
  if (!isDatabase || parsed.hostname === '' || parsed.pathname.length < 2) {
    throw new ConfigRefused(
      '`KEYWARD_DATABASE_URL` or `--database-url`: this is no such address; give `postgres://user:password@host:5432/database`, special characters percent-encoded',
    );
  }
  return { url, maxConnections: readConnections(pool) };
}

function isDecodable({ username, password, pathname }: URL): boolean {
  try {
    return decodeURIComponent(`${username}${password}${pathname}`) !== '';
  } catch {
    return false;
  }
}

/** Where the data is, for messages: without user and password. */
export function databaseName({ url }: DatabaseConfig): string {
  const { host, pathname } = new URL(url);
  return `postgres://${host}${pathname}`;
}

function readConnections(text: string | undefined): number {
  if (text === undefined) return DEFAULT_CONNECTIONS;
  const count = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (count >= 2 && count <= 1_000) return count;
  throw new ConfigRefused(
    `\`KEYWARD_DATABASE_POOL\`: \`${text}\` is no number of connections; give 2 to 1000`,
  );
}
