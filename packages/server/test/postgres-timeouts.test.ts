/** What the settings of time-outs do to the connections of a node. */
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { after, before, test } from 'node:test';
import postgres from 'postgres';
import { type PostgresCluster, startPostgresCluster } from '../../../test/postgres-cluster.ts';
import { DATABASE_TIMEOUTS, type DatabaseTimeouts } from '../src/database-config.ts';
import { openPostgresStore } from '../src/storage/postgres.ts';
import { openPostgresClient } from '../src/storage/postgres-connection.ts';
import { changes, longWork, type Patience, quickWork } from '../src/storage/postgres-patience.ts';
import { StorageUnavailable } from '../src/storage/store.ts';
import { addAccount } from './store-suite/fixtures.ts';

const SHORT: DatabaseTimeouts = {
  connectMs: 200,
  statementMs: 1_000,
  lockMs: 150,
  idleInTransactionMs: 1_500,
};
/** Far below what the defaults would take. */
const SOON_MS = 3_000;

let cluster: PostgresCluster;
before(async () => {
  cluster = await startPostgresCluster();
});
after(() => cluster.stop());

async function boundsOf(url: string, patience: Patience) {
  const client = openPostgresClient(url, { maxConnections: 1, patience });
  try {
    const names = ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'];
    const rows = await client.run<{ setting: string }>(
      'select setting from pg_settings where name in ($1, $2, $3) order by name desc',
      names,
    );
    const [statementMs, lockMs, idleInTransactionMs] = rows.map(({ setting }) => Number(setting));
    return { statementMs, lockMs, idleInTransactionMs };
  } finally {
    await client.end({ timeout: 1 });
  }
}

test('the server is told the time-outs of each kind of work, and what verifications wait for is never longer than that', async () => {
  const url = await cluster.createDatabase();
  const idleInTransactionMs = 10_000;
  for (const [timeouts, expected] of [
    [DATABASE_TIMEOUTS, { long: [20_000, 5_000], change: [6_000, 5_000], quick: [2_000, 1_000] }],
    [
      { ...DATABASE_TIMEOUTS, statementMs: 600_000, lockMs: 60_000 },
      { long: [600_000, 60_000], change: [61_000, 60_000], quick: [2_000, 1_000] },
    ],
    [
      { ...DATABASE_TIMEOUTS, statementMs: 1_000, lockMs: 150 },
      { long: [1_000, 150], change: [1_000, 150], quick: [1_000, 150] },
    ],
  ] as const) {
    for (const [kind, patience] of [
      ['long', longWork(timeouts)],
      ['change', changes(timeouts)],
      ['quick', quickWork(timeouts)],
    ] as const) {
      const [statementMs, lockMs] = expected[kind];
      assert.deepEqual(await boundsOf(url, patience), { statementMs, lockMs, idleInTransactionMs }, kind);
      assert.ok(patience.silenceMs > patience.statementMs, 'the server refuses before it counts as gone');
    }
  }
});

test('a change waits for another one as long as the setting says, stores nothing, and goes through afterwards', async (t) => {
  const url = await cluster.createDatabase();
  const store = await openPostgresStore(url, 0, { maxConnections: 2, timeouts: SHORT });
  t.after(() => store.close());
  const beside = postgres(url, { max: 1, onnotice: () => undefined });
  t.after(() => beside.end());

  await beside.begin(async (transaction) => {
    await transaction`select value from sequence where name = 'changes' for update`;
    const startedMs = performance.now();
    await assert.rejects(addAccount(store), StorageUnavailable);
    assert.ok(performance.now() - startedMs < SOON_MS);
  });
  assert.equal((await store.reads.accounts.listAccounts()).length, 0);
  await addAccount(store);
  assert.equal((await store.reads.accounts.listAccounts()).length, 1);
});

test('a server that takes connections and says nothing is given up when the setting says so', async (t) => {
  const silent = createServer(() => undefined).listen(0, '127.0.0.1');
  await new Promise((resolve) => silent.once('listening', resolve));
  t.after(() => silent.close());
  const { port } = silent.address() as { port: number };
  const startedMs = performance.now();
  await assert.rejects(
    openPostgresStore(`postgres://127.0.0.1:${port}/none`, 0, { maxConnections: 2, timeouts: SHORT }),
    StorageUnavailable,
  );
  assert.ok(performance.now() - startedMs < SOON_MS);
});

test('a transaction whose node says nothing more is ended by the server when the setting says so', async (t) => {
  const url = await cluster.createDatabase();
  const client = openPostgresClient(url, {
    maxConnections: 1,
    patience: changes({ ...SHORT, idleInTransactionMs: 100 }),
  });
  t.after(() => client.end({ timeout: 1 }));
  const transaction = await client.begin();
  await transaction.run('create table made_meanwhile (x integer)');
  const beside = postgres(url, { max: 1, onnotice: () => undefined });
  t.after(() => beside.end());
  const isThere = async () => {
    const [row] =
      await beside`select count(*)::int as sessions from pg_stat_activity where state = 'idle in transaction'`;
    return row?.sessions !== 0;
  };
  const startedMs = performance.now();
  while (await isThere()) assert.ok(performance.now() - startedMs < SOON_MS, 'it goes on');
  await assert.rejects(transaction.commit());
  const [row] = await beside`select to_regclass('made_meanwhile') as made`;
  assert.equal(row?.made, null);
});
