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
import type { PostgresClient, ReservedConnection } from './postgres-client.ts';
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

class PostgresConnection implements DatabaseConnection {
  readonly #connection: ReservedConnection;

  constructor(connection: ReservedConnection) {
    this.#connection = connection;
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const rows = await this.run(sql, parameters);
    const changed = COUNTED.has(rows.command) ? { numAffectedRows: BigInt(rows.count) } : {};
    return { ...changed, rows: [...rows] as Row[] };
  }

  async run(sql: string, parameters: readonly unknown[] = []) {
    try {
      return await this.#connection.run(sql, parameters);
    } catch (error) {
      throw translatePostgresFailure(error);
    }
  }

  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('nothing is streamed from the database');
  }

  release(): void {
    this.#connection.release();
  }
}

class PostgresDriver implements Driver {
  readonly #client: PostgresClient;

  constructor(client: PostgresClient) {
    this.#client = client;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<PostgresConnection> {
    try {
      return new PostgresConnection(await this.#client.reserve());
    } catch (error) {
      throw translatePostgresFailure(error);
    }
  }

  async beginTransaction(connection: PostgresConnection): Promise<void> {
    await connection.run('begin');
  }

  /** PostgreSQL answers a commit of a transaction that has failed with a rollback, not with an error. */
  async commitTransaction(connection: PostgresConnection): Promise<void> {
    const { command } = await connection.run('commit');
    if (command !== 'COMMIT') throw new Error(`the commit became a ${command}`);
  }

  async rollbackTransaction(connection: PostgresConnection): Promise<void> {
    await connection.run('rollback');
  }

  async releaseConnection(connection: PostgresConnection): Promise<void> {
    connection.release();
  }

  async destroy(): Promise<void> {}
}
