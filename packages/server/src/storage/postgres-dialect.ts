import type {
  CompiledQuery,
  DatabaseConnection,
  Dialect,
  Driver,
  QueryResult,
  TransactionSettings,
} from 'kysely';
import { PostgresJSDialect } from 'kysely-postgres-js';
import type { PostgresClient } from './postgres-connection.ts';
import { translatePostgresFailure } from './postgres-failure.ts';

/** Kysely on a pool of postgres.js, with the errors of the store. */
export function postgresDialect(client: PostgresClient): Dialect {
  const dialect = new PostgresJSDialect({ postgres: client as never });
  return {
    createAdapter: () => dialect.createAdapter(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createDriver: () => new TranslatingDriver(dialect.createDriver()),
  };
}

class TranslatingDriver implements Driver {
  readonly #driver: Driver;
  /** A connection of the other driver stands behind each that is handed out. */
  readonly #behind = new WeakMap<DatabaseConnection, DatabaseConnection>();

  constructor(driver: Driver) {
    this.#driver = driver;
  }

  init(): Promise<void> {
    return this.#driver.init();
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await translated(this.#driver.acquireConnection());
    const wrapped: DatabaseConnection = {
      executeQuery: <Row>(query: CompiledQuery): Promise<QueryResult<Row>> =>
        translated(connection.executeQuery<Row>(query)),
      streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
    };
    this.#behind.set(wrapped, connection);
    return wrapped;
  }

  beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    return translated(this.#driver.beginTransaction(this.#real(connection), settings));
  }

  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return translated(this.#driver.commitTransaction(this.#real(connection)));
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return translated(this.#driver.rollbackTransaction(this.#real(connection)));
  }

  releaseConnection(connection: DatabaseConnection): Promise<void> {
    return this.#driver.releaseConnection(this.#real(connection));
  }

  destroy(): Promise<void> {
    return this.#driver.destroy();
  }

  #real(connection: DatabaseConnection): DatabaseConnection {
    const real = this.#behind.get(connection);
    if (real === undefined) throw new Error('a connection of another driver');
    return real;
  }
}

async function translated<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw translatePostgresFailure(error);
  }
}
