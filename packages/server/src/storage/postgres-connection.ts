import postgres from 'postgres';
import { databaseSocket } from './database-socket.ts';
import { PostgresClient } from './postgres-client.ts';

/** A process that stops in the middle of a change must not hold up every other one. */
const IDLE_IN_CHANGE_TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_SECONDS = 5;
/** The library waits up to 20 s before it connects again, the longer the more often that failed. */
const CONNECT_AGAIN_SECONDS = 0.2;

/** How long the statements of a pool may take. 0 is without end. */
export interface Patience {
  readonly statementMs: number;
  /** To wait for a lock that another change holds. */
  readonly lockMs: number;
  /** Until a server that owes an answer counts as gone. A network that was cut says nothing, and TCP waits a quarter of an hour. */
  readonly silenceMs: number;
}

/** Lists and searches. */
export const LONG_WORK: Patience = { statementMs: 20_000, lockMs: 5_000, silenceMs: 22_000 };
/** Changes: each waits for those before it, of all nodes. */
export const CHANGES: Patience = { statementMs: 6_000, lockMs: 5_000, silenceMs: 7_000 };
/** What a verification waits for. */
export const QUICK_WORK: Patience = { statementMs: 2_000, lockMs: 1_000, silenceMs: 3_000 };
/** To bring a large schema up to date. */
export const ENDLESS: Patience = { statementMs: 0, lockMs: 0, silenceMs: 0 };

export interface PostgresPool {
  readonly maxConnections: number;
  readonly patience: Patience;
  /** Is called for whatever a connection of the pool listens to. */
  readonly onNotification?: () => void;
  /** Plans each statement for its values: the way to a rare text or tag is not that to a common one. */
  readonly plansForValues?: boolean;
}

/** Opens connections for work that begins anew when one of them is lost. */
export function openPostgresClient(url: string, pool: PostgresPool): PostgresClient {
  const open = () => openPostgresPool(url, pool, (notice) => client.heed(notice));
  const client: PostgresClient = new PostgresClient(open, pool.maxConnections, pool.patience.silenceMs);
  return client;
}

/** Opens a pool of connections; nothing is connected before the first statement. Numbers come as numbers, JSON stays text. */
export function openPostgresPool(
  url: string,
  { maxConnections, patience: { statementMs, lockMs }, plansForValues = false, onNotification }: PostgresPool,
  onNotice: (notice: postgres.Notice) => void = () => undefined,
): postgres.Sql<{ bigint: number }> {
  return postgres(url, {
    max: maxConnections,
    connect_timeout: CONNECT_TIMEOUT_SECONDS,
    backoff: () => CONNECT_AGAIN_SECONDS,
    // Nobody would hear of it when a connection is lost during that question, and the process would end.
    fetch_types: false,
    onnotice: onNotice,
    types: {
      bigint: { to: 20, from: [20], serialize: String, parse: safeNumber },
    },
    connection: {
      application_name: 'keyward',
      // A standby ends a session that demands this, so none is ever asked what may have been changed meanwhile.
      transaction_read_only: 'off',
      lock_timeout: lockMs,
      statement_timeout: statementMs,
      idle_in_transaction_session_timeout: statementMs === 0 ? 0 : IDLE_IN_CHANGE_TIMEOUT_MS,
      plan_cache_mode: plansForValues ? 'force_custom_plan' : 'auto',
    },
    // Options that the types lack.
    ...({ onnotify: onNotification, socket: databaseSocket() } as object),
  });
}

function safeNumber(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw new RangeError('a number of the database is beyond 2^53');
}
