import postgres from 'postgres';

/** How long a statement may wait for a lock that another change holds. */
const LOCK_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 30_000;
/** A process that stops in the middle of a change must not hold up every other one. */
const IDLE_IN_CHANGE_TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_SECONDS = 5;

export interface PostgresPool {
  readonly maxConnections: number;
  /** Waits for locks and statements as long as they take: to bring a large schema up to date. */
  readonly isPatient?: boolean;
  /** Plans each statement for its values: the way to a rare text or tag is not that to a common one. */
  readonly plansForValues?: boolean;
}

export type PostgresClient = postgres.Sql<{ bigint: number }>;

/** Opens a pool of connections; nothing is connected before the first statement. Numbers come as numbers, JSON stays text. */
export function openPostgresClient(
  url: string,
  { maxConnections, isPatient = false, plansForValues = false }: PostgresPool,
): PostgresClient {
  return postgres(url, {
    max: maxConnections,
    connect_timeout: CONNECT_TIMEOUT_SECONDS,
    onnotice: () => undefined,
    types: {
      bigint: { to: 20, from: [20], serialize: String, parse: safeNumber },
    },
    connection: {
      application_name: 'keyward',
      lock_timeout: isPatient ? 0 : LOCK_TIMEOUT_MS,
      statement_timeout: isPatient ? 0 : STATEMENT_TIMEOUT_MS,
      idle_in_transaction_session_timeout: isPatient ? 0 : IDLE_IN_CHANGE_TIMEOUT_MS,
      plan_cache_mode: plansForValues ? 'force_custom_plan' : 'auto',
    },
  });
}

function safeNumber(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw new RangeError('a number of the database is beyond 2^53');
}
