import { ConfigRefused } from './config-refused.ts';

/** A PostgreSQL database that nodes share. */
export interface DatabaseConfig {
  /** May hold a password: never logged. */
  readonly url: string;
  /** Connections that one node keeps. */
  readonly maxConnections: number;
  readonly timeouts: DatabaseTimeouts;
}

/** What verifications and changes wait for is shorter still: `storage/postgres-patience.ts`. */
export interface DatabaseTimeouts {
  /** Until a connection must stand. */
  readonly connectMs: number;
  /** The longest statement: lists and searches. */
  readonly statementMs: number;
  /** The longest wait for a lock that another change holds. */
  readonly lockMs: number;
  /** After so long the server ends a transaction whose node says nothing more. */
  readonly idleInTransactionMs: number;
}

interface NumberSetting {
  readonly what: string;
  readonly otherwise: number;
  readonly from: number;
  readonly to: number;
}

const NUMBERS = {
  KEYWARD_DATABASE_POOL: { what: 'number of connections', otherwise: 10, from: 2, to: 1_000 },
  KEYWARD_DATABASE_CONNECT_TIMEOUT_MS: timeSetting(5_000, 100, 60_000),
  KEYWARD_DATABASE_STATEMENT_TIMEOUT_MS: timeSetting(20_000, 1_000, 600_000),
  KEYWARD_DATABASE_LOCK_TIMEOUT_MS: timeSetting(5_000, 100, 60_000),
  KEYWARD_DATABASE_IDLE_TIMEOUT_MS: timeSetting(10_000, 1_000, 600_000),
} as const satisfies Readonly<Record<string, NumberSetting>>;

type Name = keyof typeof NUMBERS;

/** All but the address, which they belong to. */
export const DATABASE_SETTINGS = Object.keys(NUMBERS) as readonly Name[];

export const DATABASE_TIMEOUTS: DatabaseTimeouts = readTimeouts(() => undefined);

/**
 * The address is never repeated in a message: it may hold a password.
 *
 * @throws ConfigRefused
 */
export function readDatabaseConfig(
  url: string | undefined,
  setting: (name: Name) => string | undefined,
  isDirectoryNamed: boolean,
): DatabaseConfig | undefined {
  if (url === undefined) {
    const homeless = DATABASE_SETTINGS.find((name) => setting(name) !== undefined);
    if (homeless === undefined) return undefined;
    throw new ConfigRefused(`\`${homeless}\` belongs to \`KEYWARD_DATABASE_URL\`, which is not set`);
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
  return {
    url,
    maxConnections: readNumber('KEYWARD_DATABASE_POOL', setting),
    timeouts: readTimeouts(setting),
  };
}

function isDecodable({ username, password, pathname }: URL): boolean {
  try {
    return decodeURIComponent(`${username}${password}${pathname}`) !== '';
  } catch {
    return false;
  }
}

/** Where the data is, for messages: without user and password. */
export function databaseName({ url }: Pick<DatabaseConfig, 'url'>): string {
  const { host, pathname } = new URL(url);
  return `postgres://${host}${pathname}`;
}

function timeSetting(otherwise: number, from: number, to: number): NumberSetting {
  return { what: 'time in milliseconds', otherwise, from, to };
}

function readTimeouts(setting: (name: Name) => string | undefined): DatabaseTimeouts {
  const timeouts = {
    connectMs: readNumber('KEYWARD_DATABASE_CONNECT_TIMEOUT_MS', setting),
    statementMs: readNumber('KEYWARD_DATABASE_STATEMENT_TIMEOUT_MS', setting),
    lockMs: readNumber('KEYWARD_DATABASE_LOCK_TIMEOUT_MS', setting),
    idleInTransactionMs: readNumber('KEYWARD_DATABASE_IDLE_TIMEOUT_MS', setting),
  };
  if (timeouts.lockMs < timeouts.statementMs) return timeouts;
  throw new ConfigRefused(
    '`KEYWARD_DATABASE_LOCK_TIMEOUT_MS`: the wait for a lock is part of its statement; give less than `KEYWARD_DATABASE_STATEMENT_TIMEOUT_MS`',
  );
}

function readNumber(name: Name, setting: (name: Name) => string | undefined): number {
  const { what, otherwise, from, to } = NUMBERS[name];
  const text = setting(name);
  if (text === undefined) return otherwise;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= from && number <= to) return number;
  throw new ConfigRefused(`\`${name}\`: \`${text}\` is no ${what}; give ${from} to ${to}`);
}
