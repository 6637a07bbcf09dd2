import type { DatabaseTimeouts } from '../database-config.ts';

/** How long the statements of a pool may take. 0 is without end. */
export interface Patience {
  readonly connectMs: number;
  readonly statementMs: number;
  /** To wait for a lock that another change holds. */
  readonly lockMs: number;
  /** A process that stops in the middle of a change must not hold up every other one. */
  readonly idleInTransactionMs: number;
  /** Until a server that owes an answer counts as gone. A network that was cut says nothing, and TCP waits a quarter of an hour. */
  readonly silenceMs: number;
}

/** Which a verification waits for, whatever is allowed to others: it answers 503 rather than late. */
const QUICK_STATEMENT_MS = 2_000;
const QUICK_LOCK_MS = 1_000;
/** What a statement takes beside its wait for a lock. */
const CHANGE_STATEMENT_MS = 1_000;
/** For the way to the server and back. */
const WAY_MS = 1_000;
const LONG_WAY_MS = 2_000;

/** Lists and searches. */
export function longWork(timeouts: DatabaseTimeouts): Patience {
  return { ...timeouts, silenceMs: timeouts.statementMs + LONG_WAY_MS };
}

/** Changes: each waits for those before it, of all nodes. */
export function changes(timeouts: DatabaseTimeouts): Patience {
  const statementMs = Math.min(timeouts.statementMs, timeouts.lockMs + CHANGE_STATEMENT_MS);
  return { ...timeouts, statementMs, silenceMs: statementMs + WAY_MS };
}

/** What a verification waits for. */
export function quickWork(timeouts: DatabaseTimeouts): Patience {
  const statementMs = Math.min(timeouts.statementMs, QUICK_STATEMENT_MS);
  const lockMs = Math.min(timeouts.lockMs, QUICK_LOCK_MS);
  return { ...timeouts, statementMs, lockMs, silenceMs: statementMs + WAY_MS };
}

/** To bring a large schema up to date. */
export function endless({ connectMs }: DatabaseTimeouts): Patience {
  return { connectMs, statementMs: 0, lockMs: 0, idleInTransactionMs: 0, silenceMs: 0 };
}
