/** Statements of PostgreSQL see one moment each: what a secret may do is of one moment all the same. */
import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import postgres from 'postgres';
import { type PostgresCluster, startPostgresCluster } from '../../../test/postgres-cluster.ts';
import { newObjectId } from '../src/object-id.ts';
import type { Role } from '../src/roles/role.ts';
import { openPostgresStore } from '../src/storage/postgres.ts';
import { StorageUnavailable, type Store } from '../src/storage/store.ts';
import { addAccount, addMember, addToken, CLOCK, NOW_MS } from './store-suite/fixtures.ts';

let cluster: PostgresCluster;
before(async () => {
  cluster = await startPostgresCluster();
});
after(() => cluster.stop());

async function openStore(t: TestContext) {
  const url = await cluster.createDatabase();
  const store = await openPostgresStore(url, 0, { maxConnections: 5 });
  t.after(() => store.close());
  const beside = postgres(url, { max: 2, onnotice: () => undefined });
  t.after(() => beside.end());
  return { store, beside };
}

async function addRole(store: Store, accountId: string, key: string): Promise<Role> {
  const role: Role = {
    id: newObjectId(),
    accountId,
    key,
    name: key,
    description: '',
    policy: [],
    basePermissions: 'no_access',
    resourceCategory: null,
    createdAt: NOW_MS,
    modifiedAt: NOW_MS,
    version: 1,
  };
  await store.change(CLOCK, async (changes) => {
    await changes.roles.insertRole(role);
    changes.recordChange({ accountId, kind: 'role', id: role.id });
  });
  return role;
}

/** Until a statement waits for a lock that somebody else has. */
async function untilSomebodyWaits(beside: postgres.Sql): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt++) {
    const [row] = await beside`select count(*)::int as waiting from pg_locks where not granted`;
    if (row?.waiting > 0) return;
    await wait(10);
  }
  assert.fail('nothing waited for the lock');
}

test('roles that are exchanged between the statements of a look-up are never mixed with what the token was', async (t) => {
  const { store, beside } = await openStore(t);
  const { account } = await addAccount(store);
  const [weak, strong] = [
    await addRole(store, account.id, 'weak'),
    await addRole(store, account.id, 'strong'),
  ];
  const member = await addMember(store, account, {
    email: 'm@example.com',
    role: 'admin',
    customRoleIds: [weak.id],
  });
  const { token, secret } = await addToken(store, member, { scope: { customRoleIds: [weak.id] } });
  for (const holder of [
    { kind: 'token', id: token.id, table: 'tokens' },
    { kind: 'member', id: member.id, table: 'members' },
  ] as const) {
    let found: ReturnType<Store['findSecretOwner']> | undefined;
    await beside.begin(async (sql) => {
      await sql`lock table role_holders in access exclusive mode`;
      found = store.findSecretOwner(secret.digest);
      await untilSomebodyWaits(beside);
      await sql`update ${sql(holder.table)} set custom_role_ids = ${JSON.stringify([strong.id])}, version = version + 1 where id = ${holder.id}`;
      await sql`update role_holders set role_id = ${strong.id} where holder_kind = ${holder.kind} and holder_id = ${holder.id}`;
    });
    const owner = await found;
    assert.ok(owner !== undefined);
    const { scope } = owner.token;
    const named =
      holder.kind === 'token' ? 'customRoleIds' in scope && scope.customRoleIds : owner.member.customRoleIds;
    const held = holder.kind === 'token' ? owner.held.scope : owner.held.direct;
    assert.deepEqual(named, [strong.id], 'what was committed before the answer');
    assert.deepEqual(
      held.map(({ id }) => id),
      [strong.id],
    );
  }
});

test('a member whose roles are taken between the statements does not fall back to the base role of before', async (t) => {
  const { store, beside } = await openStore(t);
  const { account } = await addAccount(store);
  const role = await addRole(store, account.id, 'weak');
  const member = await addMember(store, account, {
    email: 'm@example.com',
    role: 'admin',
    customRoleIds: [role.id],
  });
  const { secret } = await addToken(store, member, { scope: { role: 'admin' } });
  let found: ReturnType<Store['findSecretOwner']> | undefined;
  await beside.begin(async (sql) => {
    await sql`lock table role_holders in access exclusive mode`;
    found = store.findSecretOwner(secret.digest);
    await untilSomebodyWaits(beside);
    await sql`update members set custom_role_ids = '[]', role = 'reader', version = version + 1 where id = ${member.id}`;
    await sql`delete from role_holders where holder_id = ${member.id}`;
  });
  const owner = await found;
  assert.deepEqual([owner?.member.role, owner?.held.direct], ['reader', []]);
});

test('what is never of one moment is refused as unavailable, and never answered', async (t) => {
  const { store, beside } = await openStore(t);
  const { account } = await addAccount(store);
  const role = await addRole(store, account.id, 'weak');
  const member = await addMember(store, account, {
    email: 'm@example.com',
    role: 'admin',
    customRoleIds: [role.id],
  });
  const { secret } = await addToken(store, member, { scope: { role: 'admin' } });
  await beside`delete from role_holders where holder_id = ${member.id}`;
  await assert.rejects(store.findSecretOwner(secret.digest), StorageUnavailable);
});
