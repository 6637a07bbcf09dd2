import { after, before, type TestContext } from 'node:test';
import postgres from 'postgres';
import { type PostgresCluster, startPostgresCluster } from '../../../test/postgres-cluster.ts';
import { openPostgresStore } from '../src/storage/postgres.ts';
import { testStore } from './store-suite.ts';

let cluster: PostgresCluster;
before(async () => {
  cluster = await startPostgresCluster();
});
after(() => cluster.stop());

async function openStore(t: TestContext) {
  const url = await cluster.createDatabase();
  const store = await openPostgresStore(url, 0, { maxConnections: 5 });
  t.after(() => store.close());
  const bigint = { to: 20, from: [20], serialize: String, parse: Number };
  const beside = postgres(url, { max: 1, onnotice: () => undefined, types: { bigint } });
  t.after(() => beside.end());
  return {
    store,
    query: async (sql: string) => [...(await beside.unsafe(sql))],
    async refuseUpdates(table: string) {
      await beside.unsafe(
        `create function no() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
         create trigger no before update on ${table} for each row execute function no()`,
      );
    },
  };
}

testStore('postgres', openStore);
