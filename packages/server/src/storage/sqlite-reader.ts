/**
 * Reads on a thread of their own: a list over a million rows must not hold up a verification. The thread has a
 * read-only connection, so it sees exactly what was committed and cannot change anything.
 */
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
import { RequestThread } from '../request-thread.ts';
import { StorageUnavailable } from './store.ts';

/** Past this many waiting reads a further one is refused at once: it would be answered too late to be of use. */
const QUERY_LIMIT = 256;

export interface ReaderQuery {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

class SqliteReader implements Driver, DatabaseConnection {
  readonly #thread: RequestThread<ReaderQuery, unknown[]>;

  constructor(path: string) {
    this.#thread = new RequestThread(new URL('./sqlite-reader-thread.ts', import.meta.url), { path });
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this;
  }

  async releaseConnection(): Promise<void> {}

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.#thread.waiting >= QUERY_LIMIT)
      throw new StorageUnavailable('too many reads wait for their turn');
    try {
      return { rows: (await this.#thread.ask({ sql, parameters })) as Row[] };
    } catch (error) {
      throw new StorageUnavailable('the data cannot be read', { cause: error });
    }
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

  destroy(): Promise<void> {
    return this.#thread.end();
  }
}

/** Otherwise Kysely would let one read after the other to the thread, and the others would wait in it without a limit. */
class ReaderAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/** A Kysely dialect whose queries run on the reading thread. */
export function sqliteReaderDialect(path: string): Dialect {
  return {
    createAdapter: () => new ReaderAdapter(),
    createDriver: () => new SqliteReader(path),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}
