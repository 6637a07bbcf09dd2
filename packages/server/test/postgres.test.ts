import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import postgres from 'postgres';
import { type PostgresCluster, startPostgresCluster } from '../../../test/postgres-cluster.ts';
import { openPostgresStore } from '../src/storage/postgres.ts';
import type { Store } from '../src/storage/store.ts';
import { addAccount, addToken, usesOf } from './store-suite/fixtures.ts';
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

test('postgres: what several nodes write at once is added up', async (t) => {
  const url = await cluster.createDatabase();
  const stores: Store[] = [];
  t.after(() => Promise.all(stores.map((store) => store.close())));
  for (let node = 0; node < 3; node++) stores.push(await openPostgresStore(url, 0, { maxConnections: 3 }));
  const [store] = stores;
  assert.ok(store);
  const { account, member } = await addAccount(store);
  const { token } = await addToken(store, member, {});
  const days = [{ day: 20_000, allowed: 1, denied: 2, refused: 3 }];
  const outcomes = [{ accountId: account.id, tokenId: token.id, days }];
  await Promise.all(
    Array.from({ length: 30 }, (_, index) => stores[index % 3]?.recordUses(usesOf({ outcomes }))),
  );
  const found = await store.reads.tokens.findToken(account.id, token.id, true);
  assert.deepEqual(found?.outcomes, [{ day: 20_000, allowed: 30, denied: 60, refused: 90 }]);
});
