/**
 * Reads on a thread of their own: a list over a million rows must not hold up a verification. The thread has a
 * read-only connection, so it sees exactly what was committed and cannot change anything.
 */
import { Worker } from 'node:worker_threads';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { StorageUnavailable } from './store.ts';

export interface ReaderRequest {
  readonly id: number;
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

export type ReaderReply =
  | { readonly id: number; readonly rows: unknown[] }
  | { readonly id: number; readonly error: Error };

interface Waiting {
  resolve(rows: unknown[]): void;
  reject(error: Error): void;
}

class SqliteReader implements Driver, DatabaseConnection {
  readonly #path: string;
  #worker: Worker | undefined;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 0;

  constructor(path: string) {
    this.#path = path;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this;
  }

  async releaseConnection(): Promise<void> {}

  executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: (rows) => resolve({ rows: rows as Row[] }), reject });
      const request: ReaderRequest = { id, sql: query.sql, parameters: query.parameters };
      const worker = this.#running();
      worker.ref();
      worker.postMessage(request);
    });
  }

  // biome-ignore lint/correctness/useYield: a stream would hold the thread; no list is read that way
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('the reading thread does not stream');
  }

  async beginTransaction(): Promise<void> {
    throw new Error('the reading thread has no transactions');
  }

  async commitTransaction(): Promise<void> {}

  async rollbackTransaction(): Promise<void> {}

  async destroy(): Promise<void> {
    await this.#worker?.terminate();
  }

  /** The thread begins with the first read, and again with the next one should it ever have ended. */
  #running(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const workerData = { path: this.#path };
    const worker = new Worker(new URL('./sqlite-reader-thread.ts', import.meta.url), { workerData });
    worker.on('message', (reply: ReaderReply) => this.#settle(reply));
    worker.on('error', (error) => this.#failAll(error));
    worker.on('exit', () => {
      this.#worker = undefined;
      this.#failAll(new Error('the reading thread has ended'));
    });
    this.#worker = worker;
    return worker;
  }

  #settle(reply: ReaderReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (this.#waiting.size === 0) this.#worker?.unref();
    if ('rows' in reply) waiting?.resolve(reply.rows);
    else waiting?.reject(new StorageUnavailable('the data cannot be read', { cause: reply.error }));
  }

  #failAll(error: unknown): void {
    for (const waiting of this.#waiting.values()) {
      waiting.reject(new StorageUnavailable('the data cannot be read', { cause: error }));
    }
    this.#waiting.clear();
  }
}

/** A Kysely dialect whose queries run on the reading thread. */
export function sqliteReaderDialect(path: string): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new SqliteReader(path),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}
