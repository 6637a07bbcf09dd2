import postgres from 'postgres';
import { databaseSocket } from './database-socket.ts';
import { PostgresClient } from './postgres-client.ts';
import type { Patience } from './postgres-patience.ts';

/** The library waits up to 20 s before it connects again, the longer the more often that failed. */
const CONNECT_AGAIN_SECONDS = 0.2;
const MS_PER_SECOND = 1_000;

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
  { maxConnections, patience, plansForValues = false, onNotification }: PostgresPool,
  onNotice: (notice: postgres.Notice) => void = () => undefined,
): postgres.Sql<{ bigint: number }> {
  return postgres(url, {
    max: maxConnections,
    connect_timeout: patience.connectMs / MS_PER_SECOND,
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
      lock_timeout: patience.lockMs,
      statement_timeout: patience.statementMs,
      idle_in_transaction_session_timeout: patience.idleInTransactionMs,
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
