import postgres from 'postgres';
import { PostgresClient } from './postgres-client.ts';

/** How long a statement may wait for a lock that another change holds. */
const LOCK_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 30_000;
/** A process that stops in the middle of a change must not hold up every other one. */
const IDLE_IN_CHANGE_TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_SECONDS = 5;
/** The library waits up to 20 s before it connects again, the longer the more often that failed. */
const CONNECT_AGAIN_SECONDS = 0.2;
const END_PATIENCE_SECONDS = 5;

export interface PostgresPool {
  readonly maxConnections: number;
  /** Waits for locks and statements as long as they take: to bring a large schema up to date. */
  readonly isPatient?: boolean;
}

/** Opens a pool of connections; nothing is connected before the first statement. Numbers come as numbers, JSON stays text. */
export function openPostgresClient(
  url: string,
  { maxConnections, isPatient = false }: PostgresPool,
): PostgresClient {
  const open = () =>
    postgres(url, {
      max: maxConnections,
      connect_timeout: CONNECT_TIMEOUT_SECONDS,
      backoff: () => CONNECT_AGAIN_SECONDS,
      // Nobody would hear of it when a connection is lost during that question, and the process would end.
      fetch_types: false,
      onnotice: () => undefined,
      types: {
        bigint: { to: 20, from: [20], serialize: String, parse: safeNumber },
      },
      connection: {
        application_name: 'keyward',
        // A standby ends a session that demands this, so none is ever asked what may have been changed meanwhile.
        transaction_read_only: 'off',
        lock_timeout: isPatient ? 0 : LOCK_TIMEOUT_MS,
        statement_timeout: isPatient ? 0 : STATEMENT_TIMEOUT_MS,
        idle_in_transaction_session_timeout: isPatient ? 0 : IDLE_IN_CHANGE_TIMEOUT_MS,
      },
    });
  return new PostgresClient(open, END_PATIENCE_SECONDS);
}

function safeNumber(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw new RangeError('a number of the database is beyond 2^53');
}
