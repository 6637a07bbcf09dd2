import type postgres from 'postgres';

type Pool = postgres.Sql<{ bigint: number }>;
type Connection = Pick<Pool, 'unsafe'>;

/** What the library says when a connection that stood is gone, and what PostgreSQL says before it ends one. */
const LOST = /^(?:CONNECTION_|CONNECT_TIMEOUT|ECONNRESET|EPIPE|ETIMEDOUT|57P0[125]|25P03)/;

/** The rows, and how many there were to the statement. */
export type Rows<Row> = readonly Row[] & Pick<postgres.RowList<postgres.Row[]>, 'command' | 'count'>;

/**
 * A pool of connections of postgres.js that is replaced as soon as one of them is lost. The library takes a lost connection up
 * again, but what was written to it at the moment of the loss stays in its buffers: then no later statement on it is ever sent,
 * and whoever waits for one waits for ever.
 */
export class PostgresClient {
  readonly #open: () => Pool;
  readonly #endPatienceSeconds: number;
  #pool: Pool;
  #unconfirmedCommits = 0;

  /** @param endPatienceSeconds how long statements on a pool that is replaced may still take */
  constructor(open: () => Pool, endPatienceSeconds: number) {
    this.#open = open;
    this.#endPatienceSeconds = endPatienceSeconds;
    this.#pool = open();
  }

  /** One statement, on any connection, prepared once on each. */
  run<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Rows<Row>> {
    const pool = this.#pool;
    return this.#watch(pool, send(pool, sql, parameters));
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
    return new PostgresTransaction(await opened.promise, ended, work, () => this.#unconfirmedCommits);
  }

  /** Takes what the server says beside its answers. It names no connection, so it is held against every commit of that moment. */
  heed({ routine }: postgres.Notice): void {
    if (routine === 'SyncRepWaitForLSN') this.#unconfirmedCommits++;
  }

  /** @param options.timeout how many seconds statements under way may still take */
  end(options: { readonly timeout: number }): Promise<void> {
    return this.#pool.end(options);
  }

  async #watch<T>(pool: Pool, answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      if (isLoss(error)) this.#replace(pool);
      throw error;
    }
  }

  #replace(pool: Pool): void {
    if (pool !== this.#pool) return;
    this.#pool = this.#open();
    void pool.end({ timeout: this.#endPatienceSeconds });
  }
}

class RolledBack extends Error {}

/** PostgreSQL answers a commit whose wait for a synchronous standby was cancelled with a warning alone: it would be lost with the primary. */
class Unconfirmed extends Error {
  /** The outcome of the transaction is not known (PostgreSQL, appendix A). */
  readonly code = '08007';
}

/** Once its connection is lost, nothing more is written to it. */
export class PostgresTransaction {
  readonly #connection: Connection;
  readonly #ended: Promise<void>;
  readonly #work: PromiseWithResolvers<void>;
  readonly #unconfirmedCommits: () => number;
  #loss: unknown;

  constructor(
    connection: Connection,
    ended: Promise<void>,
    work: PromiseWithResolvers<void>,
    unconfirmedCommits: () => number,
  ) {
    this.#connection = connection;
    this.#unconfirmedCommits = unconfirmedCommits;
    this.#ended = ended;
    this.#work = work;
    ended.catch((error) => {
      if (isLoss(error)) this.#loss ??= error;
    });
  }

  async run<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Rows<Row>> {
    this.#requireConnection();
    try {
      return await Promise.race([send<Row>(this.#connection, sql, parameters), this.#endedEarly()]);
    } catch (error) {
      if (isLoss(error)) this.#loss ??= error;
      throw error;
    }
  }

  /** @throws the error of a statement before, when one failed: nothing is committed then; Unconfirmed */
  async commit(): Promise<void> {
    this.#requireConnection();
    const unconfirmed = this.#unconfirmedCommits();
    this.#work.resolve();
    await this.#ended;
    if (this.#unconfirmedCommits() !== unconfirmed)
      throw new Unconfirmed('the standby did not confirm a commit');
  }

  /** What had a connection that is lost was rolled back by its server. */
  async rollback(): Promise<void> {
    if (this.#loss !== undefined) return;
    this.#work.reject(new RolledBack());
    await this.#ended.catch((error) => {
      if (!(error instanceof RolledBack)) throw error;
    });
  }

  #requireConnection(): void {
    if (this.#loss !== undefined) throw this.#loss;
  }

  async #endedEarly(): Promise<never> {
    await this.#ended;
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
