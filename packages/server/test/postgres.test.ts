import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import { Kysely } from 'kysely';
import postgres from 'postgres';
import { type PostgresCluster, startPostgresCluster } from '../../../test/postgres-cluster.ts';
import { DATABASE_TIMEOUTS } from '../src/database-config.ts';
import { MIGRATIONS } from '../src/storage/migrations/migrate.ts';
import { POSTGRES_DIALECT } from '../src/storage/migrations/migration.ts';
import { openPostgresStore } from '../src/storage/postgres.ts';
import { openPostgresClient } from '../src/storage/postgres-connection.ts';
import { postgresDialect } from '../src/storage/postgres-dialect.ts';
import { endless } from '../src/storage/postgres-patience.ts';
import type { Store } from '../src/storage/store.ts';
import { NEWEST_FIRST } from '../src/storage/token-list-store.ts';
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

/** A role that may make tables and nothing else, so that it cannot add an extension. */
async function databaseOfPlainRole(): Promise<string> {
  const url = await cluster.createDatabase();
  const admin = postgres(url, { max: 1, onnotice: () => undefined });
  await admin.unsafe('create role plain login; grant all on schema public to plain');
  await admin.end();
  return url.replace('keyward@', 'plain@');
}

test('postgres: where the role may not add `pg_trgm`, texts are found all the same, and later starts as well', async (t) => {
  const url = await databaseOfPlainRole();
  const beside = postgres(url, { max: 1 });
  t.after(() => beside.end());
  for (let start = 0; start < 2; start++) {
    const store = await openPostgresStore(url, 0, { maxConnections: 3 });
    t.after(() => store.close());
    if (start === 0) {
      const { member } = await addAccount(store, {}, 'plain');
      await addToken(store, member, { name: 'Nightly 100% _export_' });
    }
    const [account] = await store.reads.accounts.listAccounts();
    assert.ok(account);
    const visible = { serviceTokens: true, allPersonalTokens: true };
    const namesWith = async (text: string) => {
      const query = { visible, conditions: [{ text }], nowMs: 0 };
      const page = { limit: 10, offset: 0 };
      const { items } = await store.reads.tokens.listTokens(account.id, query, NEWEST_FIRST, page);
      return items.map(({ token }) => token.name);
    };
    for (const text of ['0% _EX', 'ada', 'ni']) {
      assert.deepEqual(await namesWith(text), ['Nightly 100% _export_'], text);
    }
    for (const text of ['0%export', 'exportt']) assert.deepEqual(await namesWith(text), [], text);
    assert.equal(
      (await store.reads.members.listMemberIds(account.id, { filter: { query: 'ADA' }, orders: [] })).length,
      1,
    );
    const { accesses } = await store.reads.audit.scanAuditLog(account.id, { text: 'nightly' }, 5);
    assert.equal(accesses.length, 1);
    assert.deepEqual([...(await beside`select 1 from pg_extension where extname = 'pg_trgm'`)], []);
  }
});

/** A database as the version before a migration made it, and a way into it. */
async function databaseBefore(t: TestContext, migration: number) {
  const url = await cluster.createDatabase();
  const beside = postgres(url, { max: 1, onnotice: () => undefined });
  t.after(() => beside.end());
  const client = openPostgresClient(url, { maxConnections: 1, patience: endless(DATABASE_TIMEOUTS) });
  t.after(() => client.end({ timeout: 1 }));
  const db = new Kysely<never>({ dialect: postgresDialect(client) });
  await beside.unsafe(
    'create table schema_migrations (number integer primary key, name text, applied_at bigint)',
  );
  for (const { number, name, up } of MIGRATIONS.filter((step) => step.number < migration)) {
    await up(db, POSTGRES_DIALECT);
    await beside`insert into schema_migrations values (${number}, ${name}, 0)`;
  }
  return { url, beside };
}

test('postgres: tags and totals of tokens that were there before lists had indexes are kept, and follow each change', async (t) => {
  const { url, beside } = await databaseBefore(t, 11);
  await beside.unsafe(`
    insert into accounts (id, key, organization, created_at) values ('a', 'a', 'A', 1);
    insert into members (id, account_id, email, email_key, first_name, last_name, role, created_at, version)
      values ('m', 'a', 'm@example.com', 'm@example.com', '', '', 'reader', 1, 1);
    insert into tokens (id, account_id, kind, member_id, name, description, role, default_api_version, created_at,
      modified_at, deleted_at, version, last_four, tags) values
      ('one', 'a', 'personal', 'm', 'one', '', 'reader', 1, 5, 5, null, 1, 'abcd', '["x","y","x"]'),
      ('two', 'a', 'service', 'm', 'two', '', 'writer', 1, 6, 6, null, 1, 'abce', '[]'),
      ('gone', 'a', 'service', 'm', 'gone', '', 'writer', 1, 6, 6, 7, 1, 'abcf', '["x"]')`);
  const store = await openPostgresStore(url, 0, { maxConnections: 3 });
  t.after(() => store.close());
  const kept = async () => ({
    tags: (await beside`select tag || ' ' || token_id as tag from token_tags order by 1`).map(
      ({ tag }) => tag,
    ),
    totals: (await beside`select kind || ' ' || total as total from token_totals order by 1`).map(
      ({ total }) => total,
    ),
  });
  assert.deepEqual(await kept(), { tags: ['x one', 'y one'], totals: ['personal 1', 'service 1'] });
  await beside`update tokens set tags = '["z"]' where id in ('one', 'gone')`;
  await beside`update tokens set deleted_at = 9 where id = 'two'`;
  assert.deepEqual(await kept(), { tags: ['z one'], totals: ['personal 1', 'service 0'] });
  await beside`delete from tokens`;
  assert.deepEqual(await kept(), { tags: [], totals: ['personal 0', 'service 0'] });
});

test('postgres: calls that nodes of an earlier version counted beside a newer one are added up with the next version', async (t) => {
  const { url, beside } = await databaseBefore(t, 21);
  await beside.unsafe(`
    insert into accounts (id, key, organization, created_at) values ('a', 'a', 'A', 1);
    insert into members (id, account_id, email, email_key, first_name, last_name, role, created_at, version)
      values ('m', 'a', 'm@example.com', 'm@example.com', '', '', 'reader', 1, 1);
    insert into tokens (id, account_id, kind, member_id, name, description, role, default_api_version, created_at,
      modified_at, version, last_four) values ('one', 'a', 'personal', 'm', 'one', '', 'reader', 1, 5, 5, 1, 'abcd');
    insert into token_usage (token_id, account_id, days, oldest_day) values ('one', 'a', '[[3,5,1,0],[2,7,0,0]]', null);
    insert into account_usage values ('a', 'personal', 3, 1, 1, 0);
    insert into usage_batches values ('old', 4, 9)`);
  const store = await openPostgresStore(url, 0, { maxConnections: 3 });
  t.after(() => store.close());
  const { accountUsage } = store.reads;
  const visible = { serviceTokens: true, allPersonalTokens: true };
  const sum = [
    { day: 2, allowed: 7, denied: 0, refused: 0 },
    { day: 3, allowed: 5, denied: 1, refused: 0 },
  ];
  assert.equal(await accountUsage.isSummedSince(0), true);
  assert.deepEqual(await accountUsage.sumOutcomes('a', visible, 0), sum);
  assert.deepEqual(await accountUsage.sumOutcomesOfTokens('a', visible, 0), sum);
  await beside`update usage_batches set number = 5`;
  assert.equal(await accountUsage.isSummedSince(0), false, 'a node of the version before goes on');
});
