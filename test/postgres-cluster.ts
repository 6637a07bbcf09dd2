import postgres from 'postgres';
import { PostgresServer } from './postgres-server.ts';

/** A PostgreSQL server of its own, made for one test process and gone with it. */
export interface PostgresCluster {
  /** The address of a new, empty database. */
  createDatabase(): Promise<string>;
  /** Ends the server at once, as a power cut would, and starts it again on the same data. */
  halt(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
  readonly server: PostgresServer;
}

/** Starts a throw-away cluster of one server. */
export async function startPostgresCluster(): Promise<PostgresCluster> {
  const server = await PostgresServer.create();
  const admin = postgres(`${server.address}/postgres`, { max: 1, onnotice: () => undefined });
  let databases = 0;
  return {
    server,
    async createDatabase() {
      const name = `test_${++databases}`;
      await admin.unsafe(`create database ${name}`);
      return `${server.address}/${name}`;
    },
    halt: () => server.halt(),
    resume: () => server.start(),
    async stop() {
      await admin.end({ timeout: 0 });
      await server.remove();
    },
  };
}
