/** What one lock gives: the changes of all nodes run one after another, in the order of their numbers. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, type TestContext, test } from 'node:test';
import postgres from 'postgres';
import { type PostgresCluster, startPostgresCluster } from '../../../test/postgres-cluster.ts';
import { verifyAuditLog } from '../src/audit/verify-audit-log.ts';
import { DATABASE_TIMEOUTS } from '../src/database-config.ts';
import { openPostgresStore } from '../src/storage/postgres.ts';
import { openPostgresAuditLog } from '../src/storage/postgres-audit-log.ts';
import type { Store } from '../src/storage/store.ts';
import {
  addAccount,
  addToken,
  CLOCK,
  digestOf,
  NOW_MS,
  recordOf,
  secretOf,
  tokenOf,
  writeToken,
} from './store-suite/fixtures.ts';

const NODES = 3;

let cluster: PostgresCluster;
before(async () => {
  cluster = await startPostgresCluster();
});
after(() => cluster.stop());

/** Nodes on one database, where each statement of that kind takes its time: whoever did not wait would be seen. */
async function openNodes(t: TestContext, slow: string) {
  const url = await cluster.createDatabase();
  const nodes: Store[] = [];
  t.after(() => Promise.all(nodes.map((node) => node.close())));
  for (let node = 0; node < NODES; node++) nodes.push(await openPostgresStore(url, 0, { maxConnections: 2 }));
  const [first, second] = nodes;
  assert.ok(first && second);
  const known = await addAccount(first);
  const beside = postgres(url, { max: 1, onnotice: () => undefined });
  t.after(() => beside.end());
  await beside.unsafe(
    `create function take_time() returns trigger language plpgsql as $$ begin perform pg_sleep(0.05); return new; end $$;
     create trigger slow before ${slow} for each row execute function take_time()`,
  );
  const onEach = <T>(count: number, work: (node: Store, index: number) => Promise<T>) =>
    Promise.allSettled(
      Array.from({ length: count }, (_, index) => work(nodes[index % NODES] ?? first, index)),
    );
  return { url, first, second, onEach, ...known };
}

const isDone = ({ status }: PromiseSettledResult<unknown>) => status === 'fulfilled';

test('what a change of one node reads no other node changes before it commits: a limit holds, and resets wait for each other', async (t) => {
  const { first, member, account, onEach } = await openNodes(t, 'insert or update on tokens');
  const limit = 2;
  const made = await onEach(6, (node) =>
    node.change(CLOCK, async (changes) => {
      const count = await changes.tokens.countLiveTokens(account.id, 'service', NOW_MS);
      if (count >= limit) throw new Error('full');
      const token = tokenOf(member, { kind: 'service' });
      await writeToken(changes, token, secretOf(token));
    }),
  );
  assert.equal(made.filter(isDone).length, limit);

  const { token } = await addToken(first, member, {});
  const secrets = Array.from({ length: 6 }, (_, index) => ({
    ...secretOf(token),
    digest: digestOf(`secret ${index}`),
  }));
  const resets = await onEach(secrets.length, (node, index) =>
    node.change(CLOCK, async (changes) => {
      const found = await changes.tokens.findToken(account.id, token.id);
      const secret = secrets[index];
      assert.ok(found && secret);
      await changes.tokens.supersedeSecret(account.id, token.id, NOW_MS, NOW_MS);
      await changes.tokens.insertSecret(secret);
      const { version } = found.token;
      assert.ok(await changes.tokens.updateToken({ ...found.token, version: version + 1 }));
      changes.recordChange({ accountId: account.id, kind: 'token', id: token.id });
      return version;
    }),
  );
  assert.deepEqual(
    resets.map(({ status }) => status),
    resets.map(() => 'fulfilled'),
  );
  const owners = await Promise.all(secrets.map(({ digest }) => first.findSecretOwner(digest)));
  assert.equal(
    owners.filter((owner) => owner?.secretEndsAt === null).length,
    1,
    'one secret is the current one',
  );
});

test('C5: whoever has read up to a number has missed no change before it, however long that one took to commit', async (t) => {
  const { first, second, account, onEach } = await openNodes(t, 'insert on change_log');
  const { feed } = second;
  assert.ok(first.feed && feed);
  const seen = new Set<string>();
  let { head } = await feed.readChanges(undefined);
  const readOn = async () => {
    const read = await feed.readChanges(head);
    head = read.head;
    for (const { id } of read.changes ?? []) seen.add(id);
  };
  let isOver = false;
  const reader = (async () => {
    while (!isOver) await readOn();
  })();
  const made = await onEach(9, (node, index) =>
    node.change(CLOCK, async (changes) => {
      changes.recordChange({ accountId: account.id, kind: 'token', id: `changed ${index}` });
    }),
  );
  isOver = true;
  await reader;
  await readOn();
  assert.deepEqual(made.filter(isDone).length, 9);
  assert.deepEqual(
    [...seen].sort(),
    made.map((_, index) => `changed ${index}`),
  );
  assert.equal((await first.feed.readChanges(undefined)).head, head);
});

test('the entries that several nodes write at once are one chain', async (t) => {
  const { url, first, account, member, onEach } = await openNodes(t, 'insert on audit_entries');
  const { token } = await addToken(first, member, {});
  const written = await onEach(9, (node) =>
    node.change(CLOCK, async (changes) => {
      changes.recordChange({ accountId: account.id, kind: 'token', id: token.id });
      changes.recordAudit(account.id, recordOf(token));
    }),
  );
  assert.equal(written.filter(isDone).length, 9);
  const log = await openPostgresAuditLog({ url, maxConnections: 2, timeouts: DATABASE_TIMEOUTS });
  t.after(() => log.close());
  const { chains } = await verifyAuditLog(log, [], generateKeyPairSync('ed25519').publicKey, account.id);
  assert.deepEqual(
    chains.map(({ entries, broken }) => [entries, broken]),
    [[10, undefined]],
  );
});
