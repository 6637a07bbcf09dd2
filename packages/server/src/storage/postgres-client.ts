import type postgres from 'postgres';
import { Turns } from './turns.ts';

type Sql = postgres.Sql<{ bigint: number }>;
type Connection = Pick<Sql, 'unsafe'>;

interface Pool {
  readonly sql: Sql;
  readonly turns: Turns;
}

/** What the library says when a connection that stood is gone, and what PostgreSQL says before it ends one. */
const LOST = /^(?:CONNECTION_|CONNECT_TIMEOUT|ECONNRESET|EPIPE|ETIMEDOUT|57P0[125]|25P03)/;

/** The rows, and how many there were to the statement. */
export type Rows<Row> = readonly Row[] & Pick<postgres.RowList<postgres.Row[]>, 'command' | 'count'>;

/** How long statements on a pool that is replaced may still take. */
const END_PATIENCE_SECONDS = 5;

/**
 * A pool of connections of postgres.js that is replaced as soon as one of them is lost, or is silent for too long. The library takes a lost connection up
 * again, but what was written to it at the moment of the loss stays in its buffers: then no later statement on it is ever sent,
 * and whoever waits for one waits for ever.
 *
 * When a newer node changes the columns of a table, the plans for it are void. The library would send such a statement once more by itself, with
 * its values encoded twice, so that a secret is found unknown; and those behind it on the same connection would get the rows of each
 * other (seen with 3.4.x). So it is kept from it, no statement stands behind another, and it is repeated here, on new connections.
 */
export class PostgresClient {
  readonly #open: () => Pool;
  readonly #silenceMs: number;
  #pool: Pool;
  #unconfirmedCommits = 0;

  /** @param silenceMs how long a server may owe an answer until it counts as gone, and how long to wait for a connection; 0 is without end */
  constructor(open: () => Sql, connections: number, silenceMs: number) {
    this.#open = () => ({ sql: open(), turns: new Turns(connections, silenceMs) });
    this.#silenceMs = silenceMs;
    this.#pool = this.#open();
  }

  /**
   * One statement, on any connection, prepared once on each.
   *
   * @param asker once aborted, the statement is not sent any more: behind a slow server what nobody waits for would keep its turn from
   *   what somebody does
   */
  async run<Row>(sql: string, parameters: readonly unknown[] = [], asker?: AbortSignal): Promise<Rows<Row>> {
    try {
      return await this.#runOnce(sql, parameters, asker);
    } catch (error) {
      // It is found before anything is done.
      if (!isVoidPlan(error)) throw error;
      return this.#runOnce(sql, parameters, asker);
    }
  }

  #runOnce<Row>(sql: string, parameters: readonly unknown[], asker?: AbortSignal): Promise<Rows<Row>> {
    return this.#inTurn((pool) => {
      asker?.throwIfAborted();
      // Before the next one has its turn: it would be sent to a connection that is of no use any more.
      return this.#watch(pool, answered(withoutRetry(send<Row>(pool.sql, sql, parameters))), this.#silenceMs);
    });
  }

  /** A transaction, on a connection of its own until it is committed or rolled back. */
  begin(): Promise<PostgresTransaction> {
    const begun = Promise.withResolvers<PostgresTransaction>();
    this.#inTurn((pool) => this.#runTransaction(pool, begun.resolve)).catch(begun.reject);
    return begun.promise;
  }

  async #runTransaction(pool: Pool, onBegun: (transaction: PostgresTransaction) => void): Promise<void> {
    const opened = Promise.withResolvers<Connection>();
    const work = Promise.withResolvers<void>();
    const whole = pool.sql.begin((connection) => {
      opened.resolve(connection);
      return work.promise;
    });
    const ended = this.#watch(
      pool,
      whole.then(() => undefined),
    );
    ended.catch(opened.reject);
    const connection = await this.#watch(pool, opened.promise, this.#silenceMs);
    const parts: TransactionParts = {
      ended,
      work,
      answer: (answer) => this.#watch(pool, answer, this.#silenceMs),
      unconfirmedCommits: () => this.#unconfirmedCommits,
    };
    onBegun(new PostgresTransaction(connection, parts));
    await ended;
  }

  /** The silence of the server counts from the turn on: a wait before it says nothing against a server that answers others. */
  async #inTurn<T>(work: (pool: Pool) => Promise<T>): Promise<T> {
    const pool = this.#pool;
    const answer = await pool.turns.take(async () =>
      pool === this.#pool ? { value: await work(pool) } : undefined,
    );
    return answer === undefined ? this.#inTurn(work) : answer.value;
  }

  /** Takes what the server says beside its answers. It names no connection, so it is held against every commit of that moment. */
  heed({ routine }: postgres.Notice): void {
    if (routine === 'SyncRepWaitForLSN') this.#unconfirmedCommits++;
  }

  /** @param options.timeout how many seconds statements under way may still take */
  end(options: { readonly timeout: number }): Promise<void> {
    return this.#pool.sql.end(options);
  }

  async #watch<T>(pool: Pool, answer: Promise<T>, silenceMs = 0): Promise<T> {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = silenceMs === 0 ? undefined : setTimeout(() => reject(new Silent()), silenceMs);
    try {
      return await this.#heed(pool, Promise.race([answer, late]));
    } finally {
      clearTimeout(timer);
    }
  }

  async #heed<T>(pool: Pool, answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      if (isLoss(error) || isVoidPlan(error)) this.#replace(pool);
      throw error;
    }
  }

  #replace(pool: Pool): void {
    if (pool !== this.#pool) return;
    this.#pool = this.#open();
    void pool.sql.end({ timeout: END_PATIENCE_SECONDS });
  }
}

class RolledBack extends Error {}

class Silent extends Error {
  readonly code = 'ETIMEDOUT';
  constructor() {
    super('the database server does not answer');
  }
}

/** PostgreSQL answers a commit whose wait for a synchronous standby was cancelled with a warning alone: it would be lost with the primary. */
class Unconfirmed extends Error {
  /** The outcome of the transaction is not known (PostgreSQL, appendix A). */
  readonly code = '08007';
}

interface TransactionParts {
  /** Resolves when the transaction is over, rejects when it or its connection failed. */
  readonly ended: Promise<void>;
  /** Settled, it ends the transaction well or not. */
  readonly work: PromiseWithResolvers<void>;
  /** Waits for an answer of the server as long as is right. */
  answer<T>(answer: Promise<T>): Promise<T>;
  unconfirmedCommits(): number;
}

/** Once its connection is lost, nothing more is written to it. */
export class PostgresTransaction {
  readonly #connection: Connection;
  readonly #parts: TransactionParts;
  #loss: unknown;

  constructor(connection: Connection, parts: TransactionParts) {
    this.#connection = connection;
    this.#parts = parts;
    parts.ended.catch((error) => this.#heed(error));
  }

  async run<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Rows<Row>> {
    this.#requireConnection();
    const rows = answered(send<Row>(this.#connection, sql, parameters));
    return this.#answer(Promise.race([rows, this.#endedEarly()]));
  }

  /** @throws the error of a statement before, when one failed: nothing is committed then; Unconfirmed */
  async commit(): Promise<void> {
    this.#requireConnection();
    const { work, ended, unconfirmedCommits } = this.#parts;
    const unconfirmed = unconfirmedCommits();
    work.resolve();
    await this.#answer(ended);
    if (unconfirmedCommits() !== unconfirmed) throw new Unconfirmed('the standby did not confirm a commit');
  }

  /** What had a connection that is lost was rolled back by its server. */
  async rollback(): Promise<void> {
    if (this.#loss !== undefined) return;
    this.#parts.work.reject(new RolledBack());
    await this.#answer(this.#parts.ended).catch((error) => {
      if (!(error instanceof RolledBack)) throw error;
    });
  }

  async #answer<T>(answer: Promise<T>): Promise<T> {
    try {
      return await this.#parts.answer(answer);
    } catch (error) {
      this.#heed(error);
      throw error;
    }
  }

  #heed(error: unknown): void {
    if (isLoss(error)) this.#loss ??= error;
  }

  #requireConnection(): void {
    if (this.#loss !== undefined) throw this.#loss;
  }

  async #endedEarly(): Promise<never> {
    await this.#parts.ended;
    throw new Error('the transaction has ended');
  }
}

function send<Row>(connection: Connection, sql: string, parameters: readonly unknown[]): Promise<Rows<Row>> {
  // Without `simple: false`, which the types lack, a statement without parameters would not be prepared.
  const options: postgres.UnsafeQueryOptions & { simple: boolean } = { prepare: true, simple: false };
  return connection.unsafe(sql, [...parameters] as never[], options) as never;
}

/**
 * Keeps the library from sending a statement again: it notes that on the statement first, and what is thrown there is the answer to it. The
 * connection is of no use then. In a transaction, which a void plan ends, it may try.
 */
function withoutRetry<Row>(statement: Promise<Rows<Row>>): Promise<Rows<Row>> {
  return Object.defineProperty(statement, 'retried', {
    set(error: unknown) {
      throw error;
    },
  });
}

/**
 * A connection that is reset while it is idle says so a moment before it counts as closed. A statement that is given to it in
 * between is never sent, and when the connection stands again the library takes the server's greeting for its answer: no rows, and a
 * secret would be found unknown. Whatever the server did answer names the command.
 */
async function answered<Row>(statement: Promise<Rows<Row>>): Promise<Rows<Row>> {
  const rows = await statement;
  if (!rows.command) throw new Unanswered('the connection was lost before the statement was sent');
  return rows;
}

class Unanswered extends Error {
  readonly code = 'CONNECTION_CLOSED';
}

/** `cached plan must not change result type`. */
function isVoidPlan(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '0A000';
}

function isLoss(error: unknown): boolean {
  return error instanceof Error && 'code' in error && LOST.test(String(error.code));
}
