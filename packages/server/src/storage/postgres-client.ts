import type postgres from 'postgres';

type Pool = postgres.Sql<{ bigint: number }>;
type Connection = Pick<Pool, 'unsafe'>;

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
 */
export class PostgresClient {
  readonly #open: () => Pool;
  readonly #silenceMs: number;
  #pool: Pool;
  #unconfirmedCommits = 0;

  /** @param silenceMs how long a server may owe an answer until it counts as gone; 0 is without end */
  constructor(open: () => Pool, silenceMs: number) {
    this.#open = open;
    this.#silenceMs = silenceMs;
    this.#pool = open();
  }

  /** One statement, on any connection, prepared once on each. */
  run<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Rows<Row>> {
    const pool = this.#pool;
    return this.#watch(pool, send(pool, sql, parameters), this.#silenceMs);
  }

  /** A transaction, on a connection of its own until it is committed or rolled back. */
  async begin(): Promise<PostgresTransaction> {
    const pool = this.#pool;
    const opened = Promise.withResolvers<Connection>();
    const work = Promise.withResolvers<void>();
    const whole = pool.begin((connection) => {
      opened.resolve(connection);
      return work.promise;
    });
    const ended = this.#watch(
      pool,
      whole.then(() => undefined),
    );
    ended.catch(opened.reject);
    const connection = await this.#watch(pool, opened.promise, this.#silenceMs);
    return new PostgresTransaction(connection, {
      ended,
      work,
      answer: (answer) => this.#watch(pool, answer, this.#silenceMs),
      unconfirmedCommits: () => this.#unconfirmedCommits,
    });
  }

  /** Takes what the server says beside its answers. It names no connection, so it is held against every commit of that moment. */
  heed({ routine }: postgres.Notice): void {
    if (routine === 'SyncRepWaitForLSN') this.#unconfirmedCommits++;
  }

  /** @param options.timeout how many seconds statements under way may still take */
  end(options: { readonly timeout: number }): Promise<void> {
    return this.#pool.end(options);
  }

  async #watch<T>(pool: Pool, answer: Promise<T>, silenceMs = 0): Promise<T> {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = silenceMs === 0 ? undefined : setTimeout(() => reject(new Silent()), silenceMs);
    try {
      return await Promise.race([answer, late]);
    } catch (error) {
      if (isLoss(error)) this.#replace(pool);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  #replace(pool: Pool): void {
    if (pool !== this.#pool) return;
    this.#pool = this.#open();
    void pool.end({ timeout: END_PATIENCE_SECONDS });
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
    return this.#answer(Promise.race([send<Row>(this.#connection, sql, parameters), this.#endedEarly()]));
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

function isLoss(error: unknown): boolean {
  return error instanceof Error && 'code' in error && LOST.test(String(error.code));
}
