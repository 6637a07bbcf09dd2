import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { DATABASE_TIMEOUTS } from '../../packages/server/src/database-config.ts';
import { openPostgresStore } from '../../packages/server/src/storage/postgres.ts';
import { StorageUnavailable, type Store } from '../../packages/server/src/storage/store.ts';
import { type PostgresCluster, startPostgresCluster } from '../../test/postgres-cluster.ts';
import { FaultyProxy } from './faulty-proxy.ts';

/** What an operator may rely on after the database is back. */
const RECOVERY_MS = 5_000;
const CLOCK = { now: () => 1 };

let cluster: PostgresCluster;
before(async () => {
  cluster = await startPostgresCluster();
});
after(() => cluster.stop());

/** A store that reaches its database through a proxy, and a way to the database beside it. */
async function openThroughProxy(t: TestContext, timeouts = DATABASE_TIMEOUTS) {
  const url = await cluster.createDatabase();
  const proxy = await FaultyProxy.listen(cluster.server.port, () => 0.5);
  const store = await openPostgresStore(proxy.through(url), 0, { maxConnections: 4, timeouts });
  const beside = postgres(url, { max: 1, onnotice: () => undefined });
  t.after(async () => {
    proxy.heal();
    await store.close();
    await beside.end({ timeout: 1 });
    await proxy.close();
  });
  return { store, proxy, beside };
}

function change(store: Store): Promise<void> {
  return store.change(CLOCK, async (changes) => {
    changes.recordChange({ accountId: null, kind: 'one_time_code', id: 'code' });
  });
}

const CALLS: readonly ((store: Store) => Promise<unknown>)[] = [
  change,
  (store) => store.checkWritable(),
  (store) => store.reads.accounts.hasAccount(),
  (store) => store.reads.accounts.listAccounts(),
  (store) => store.listSecretForms(),
];

/** Every kind of call works, within the time that is promised. */
async function assertRecovers(store: Store): Promise<void> {
  const deadline = performance.now() + RECOVERY_MS;
  for (const call of CALLS) {
    for (let isDone = false; !isDone; ) {
      isDone = await settled(call(store));
      if (isDone) continue;
      assert.ok(performance.now() < deadline, 'it recovers by itself');
      await pause(20);
    }
  }
}

/** Whether the call succeeded; it must come to an end, and fail by what a later try may mend alone. */
async function settled(call: Promise<unknown>): Promise<boolean> {
  const patience = new AbortController();
  const late = pause(40_000, 'late', patience);
  const outcome = await Promise.race([
    call.then(
      () => true,
      (error: unknown) => error,
    ),
    late,
  ]);
  patience.abort();
  late.catch(() => undefined);
  assert.notEqual(outcome, 'late', 'a call came to no end');
  if (outcome === true) return true;
  assert.ok(outcome instanceof StorageUnavailable, String(outcome));
  return false;
}

test('a change whose connection is lost while it waits for its turn is refused at once, and holds up no other', async (t) => {
  const { store, proxy, beside } = await openThroughProxy(t);
  const faults = [
    () => proxy.reset(),
    () => beside`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'keyward' and datname = current_database()`,
  ];
  for (const fault of faults) {
    await change(store);
    await beside`begin`;
    await beside`select value from sequence for update`;
    const [before] = await beside`select count(*)::int as count from change_log`;
    const waiting = settled(change(store));
    while ((await beside`select from pg_locks where not granted`).length === 0) await pause(5);
    const startedAt = performance.now();
    await fault();
    assert.equal(await waiting, false);
    assert.ok(performance.now() - startedAt < 1_000);
    await beside`rollback`;
    await assertRecovers(store);
    const [now] = await beside`select count(*)::int as count from change_log`;
    assert.equal(now?.count, before?.count + 1, 'what was refused was not done');
  }
});

test('under load every call comes to an end however often connections are lost, and afterwards every one succeeds', async (t) => {
  const { store, proxy } = await openThroughProxy(t);
  let isOver = false;
  let succeeded = 0;
  let failed = 0;
  const work = async (call: (store: Store) => Promise<unknown>) => {
    while (!isOver) (await settled(call(store))) ? succeeded++ : failed++;
  };
  const workers = [...CALLS, ...CALLS, ...CALLS].map(work);
  for (let round = 0; round < 40; round++) {
    const before = succeeded;
    const deadline = performance.now() + RECOVERY_MS;
    while (succeeded < before + 40) {
      assert.ok(performance.now() < deadline, `round ${round}: it goes on by itself`);
      await pause(1);
    }
    if (round % 4 === 3) {
      await cluster.server.kill();
      await cluster.server.start();
    } else proxy.reset();
  }
  isOver = true;
  await Promise.all(workers);
  assert.ok(failed > 0, 'connections were lost at work');
  for (let again = 0; again < 5; again++) for (const call of CALLS) await call(store);
});

test('after an outage with many refused calls the first ones succeed in time', async (t) => {
  const { store, proxy } = await openThroughProxy(t);
  proxy.refuse();
  for (let again = 0; again < 60; again++)
    for (const call of CALLS) assert.equal(await settled(call(store)), false);
  proxy.heal();
  await assertRecovers(store);
  await cluster.halt();
  for (let again = 0; again < 20; again++)
    for (const call of CALLS) assert.equal(await settled(call(store)), false);
  await cluster.resume();
  await assertRecovers(store);
});

test('connections that the server lost without a word hold up nothing for long, wherever they were in their work', async (t) => {
  const { store, proxy, beside } = await openThroughProxy(t);
  for (const call of CALLS) await call(store);
  proxy.halfOpen();
  const startedAt = performance.now();
  const outcomes = await Promise.all([
    settled(store.reads.accounts.hasAccount()),
    settled(store.checkWritable()),
  ]);
  assert.ok(outcomes.includes(false), 'the connections were lost');
  assert.ok(performance.now() - startedAt < 4_000, 'what a verification waits for');
  assert.equal(await settled(change(store)), false);
  assert.ok(performance.now() - startedAt < 12_000, 'a change');

  assert.equal(await settled(change(store)), true);
  await beside`begin`;
  await beside`select value from sequence for update`;
  const waiting = settled(change(store));
  while ((await beside`select from pg_locks where not granted`).length === 0) await pause(5);
  proxy.halfOpen();
  await beside`rollback`;
  const lostAt = performance.now();
  assert.equal(await waiting, false);
  assert.equal(await settled(change(store)), true);
  assert.ok(performance.now() - lostAt < 10_000, 'a change under way, and the next one');
});

test('a change whose commit was never answered is told of all the same: it may have been made, and memory must not say otherwise', async (t) => {
  const short = { ...DATABASE_TIMEOUTS, statementMs: 1_000, lockMs: 500 };
  const { store, proxy, beside } = await openThroughProxy(t, short);
  await beside.unsafe(
    `create function take_time() returns trigger language plpgsql as $$ begin perform pg_sleep(0.4); return null; end $$;
     create constraint trigger slow after insert on change_log deferrable initially deferred
       for each row execute function take_time()`,
  );
  const told: string[] = [];
  store.onChange((entities) => told.push(...entities.map(({ id }) => id)));
  const committing = async () => {
    const [row] =
      await beside`select 1 from pg_stat_activity where lower(query) = 'commit' and state = 'active'`;
    return row !== undefined;
  };

  const outcome = settled(change(store));
  while (!(await committing())) await pause(5);
  proxy.halfOpen();
  assert.equal(await outcome, false, 'nobody knows that it was made');
  assert.equal((await beside`select 1 from change_log where entity_id = 'code'`).length, 1, 'it was');
  assert.deepEqual(told, ['code']);
});

test('a change that failed before its commit is told to nobody', async (t) => {
  const { store } = await openThroughProxy(t);
  const told: string[] = [];
  store.onChange((entities) => told.push(...entities.map(({ id }) => id)));
  const failing = store.change(CLOCK, async (changes) => {
    changes.recordChange({ accountId: null, kind: 'one_time_code', id: 'code' });
    throw new Error('in the middle');
  });
  await assert.rejects(failing, /in the middle/);
  await change(store);
  assert.deepEqual(told, ['code'], 'of the second alone');
});
