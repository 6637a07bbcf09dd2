import type postgres from 'postgres';

type Pool = postgres.Sql<{ bigint: number }>;
type Reserved = postgres.ReservedSql<{ bigint: number }>;
type Rows = postgres.RowList<postgres.Row[]>;

/** What the library says when a connection that stood is gone, and what PostgreSQL says before it ends one. */
const LOST = /^(?:CONNECTION_|CONNECT_TIMEOUT|ECONNRESET|EPIPE|ETIMEDOUT|57P0[125]|25P03)/;

/**
 * A pool of connections of postgres.js that is replaced as soon as one of them is lost. The library takes a lost connection up
 * again, but whatever was written to it at the moment of the loss, or after it, stays in its buffers: then no later statement on it
 * is ever sent, and whoever waits for one waits for ever.
 */
export class PostgresClient {
  readonly #open: () => Pool;
  readonly #endPatienceSeconds: number;
  #pool: Pool;

  /** @param endPatienceSeconds how long statements on a pool that is replaced may still take */
  constructor(open: () => Pool, endPatienceSeconds: number) {
    this.#open = open;
    this.#endPatienceSeconds = endPatienceSeconds;
    this.#pool = open();
  }

  /** One statement, on any connection, prepared once on each. */
  async run<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const pool = this.#pool;
    try {
      return [...(await send(pool, sql, parameters))] as Row[];
    } catch (error) {
      if (isLoss(error)) this.#replace(pool);
      throw error;
    }
  }

  /** A connection for several statements; to be released. */
  async reserve(): Promise<ReservedConnection> {
    const pool = this.#pool;
    try {
      return new ReservedConnection(await pool.reserve(), () => this.#replace(pool));
    } catch (error) {
      if (isLoss(error)) this.#replace(pool);
      throw error;
    }
  }

  /** @param options.timeout how many seconds statements under way may still take */
  end(options: { readonly timeout: number }): Promise<void> {
    return this.#pool.end(options);
  }

  #replace(pool: Pool): void {
    if (pool !== this.#pool) return;
    this.#pool = this.#open();
    void pool.end({ timeout: this.#endPatienceSeconds });
  }
}

/** One connection. Once it is lost, nothing more is written to it and it is not given back. */
export class ReservedConnection {
  readonly #connection: Reserved;
  readonly #onLoss: () => void;
  #loss: unknown;

  constructor(connection: Reserved, onLoss: () => void) {
    this.#connection = connection;
    this.#onLoss = onLoss;
  }

  async run(sql: string, parameters: readonly unknown[] = []): Promise<Rows> {
    if (this.#loss !== undefined) throw this.#loss;
    try {
      return await send(this.#connection, sql, parameters);
    } catch (error) {
      if (isLoss(error)) {
        this.#loss = error;
        this.#onLoss();
      }
      throw error;
    }
  }

  release(): void {
    if (this.#loss === undefined) this.#connection.release();
  }
}

function send(connection: Pool, sql: string, parameters: readonly unknown[]): Promise<Rows> {
  // Without `simple: false`, which the types lack, a statement without parameters would not be prepared.
  const options: postgres.UnsafeQueryOptions & { simple: boolean } = { prepare: true, simple: false };
  return connection.unsafe(sql, [...parameters] as never[], options);
}

function isLoss(error: unknown): boolean {
  return error instanceof Error && 'code' in error && LOST.test(String(error.code));
}
