import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type { PostgresClient, PostgresTransaction } from './postgres-client.ts';
import { translatePostgresFailure } from './postgres-failure.ts';

/** Kysely on a pool of connections, with the errors of the store. The pool is ended by who made it. */
export function postgresDialect(client: PostgresClient): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createDriver: () => new PostgresDriver(client),
  };
}

const COUNTED: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

/** What Kysely takes for a connection: outside of a transaction each statement goes to any of the pool. */
class PostgresConnection implements DatabaseConnection {
  readonly #client: PostgresClient;
  #transaction: PostgresTransaction | undefined;

  constructor(client: PostgresClient) {
    this.#client = client;
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const rows = await translated((this.#transaction ?? this.#client).run<Row>(sql, parameters));
    const changed = COUNTED.has(rows.command) ? { numAffectedRows: BigInt(rows.count) } : {};
    return { ...changed, rows: [...rows] };
  }

  async begin(): Promise<void> {
    this.#transaction = await translated(this.#client.begin());
  }

  async end(how: 'commit' | 'rollback'): Promise<void> {
    const transaction = this.#transaction;
    if (transaction !== undefined) await translated(transaction[how]());
  }

  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('nothing is streamed from the database');
  }
}

class PostgresDriver implements Driver {
  readonly #client: PostgresClient;

  constructor(client: PostgresClient) {
    this.#client = client;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<PostgresConnection> {
    return new PostgresConnection(this.#client);
  }

  beginTransaction(connection: PostgresConnection): Promise<void> {
    return connection.begin();
  }

  commitTransaction(connection: PostgresConnection): Promise<void> {
    return connection.end('commit');
  }

  rollbackTransaction(connection: PostgresConnection): Promise<void> {
    return connection.end('rollback');
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {}
}

async function translated<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw translatePostgresFailure(error);
  }
}
