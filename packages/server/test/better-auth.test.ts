import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { getMigrations } from 'better-auth/db/migration';
import { Kysely, SqliteDialect } from 'kysely';
import { DEFAULT_SETTINGS } from '../src/accounts/account-settings.ts';
import { newObjectId } from '../src/object-id.ts';
import { authOptions } from '../src/sign-in/better-auth.ts';
import { cookieNames } from '../src/sign-in/cookies.ts';
import { Sessions } from '../src/sign-in/sessions.ts';
import { foundations } from '../src/storage/migrations/0001-foundations.ts';
import { signIn } from '../src/storage/migrations/0002-sign-in.ts';
import { SQLITE_DIALECT } from '../src/storage/migrations/migration.ts';
import { openSqliteStore } from '../src/storage/sqlite.ts';
import { kyselyDatabase, openSqliteFile } from '../src/storage/sqlite-connection.ts';
import { pepperFrom } from '../src/tokens/secret-digest.ts';
import { temporaryDirectory } from './test-service.ts';

const NOW_MS = 1_795_000_000_000;
const CLOCK = { now: () => NOW_MS };
const PEPPER = pepperFrom(crypto.randomBytes(32));

async function openStore(t: TestContext) {
  const path = join(temporaryDirectory(t), 'keyward.db');
  const store = await openSqliteStore(path, 0);
  t.after(() => store.close());
  const beside = new DatabaseSync(path);
  t.after(() => beside.close());
  const warnings: string[] = [];
  const sessions = new Sessions(store, PEPPER, cookieNames(true), (message) => warnings.push(message));
  return { store, sessions, warnings, query: (sql: string) => beside.prepare(sql).all() };
}

async function addMember({ store }: Awaited<ReturnType<typeof openStore>>) {
  const account = {
    id: newObjectId(),
    key: 'default',
    organization: '',
    settings: DEFAULT_SETTINGS,
    rulesVersion: 1,
    createdAt: 0,
  };
  const member = {
    id: newObjectId(),
    accountId: account.id,
    email: 'ann@example.com',
    firstName: '',
    lastName: '',
    role: 'owner',
    customRoleIds: [],
    roleAttributes: {},
    createdAt: 0,
    acceptedAt: 0,
    removedAt: null,
    version: 1,
    lastSeenAt: null,
    lastSeenTokenId: null,
  } as const;
  await store.change(CLOCK, async (changes, nowMs) => {
    await changes.accounts.insertAccount(account);
    await changes.members.insertMember(member);
    await changes.credentials.insertCredential(member, 'digest', nowMs);
    changes.recordChange({ accountId: account.id, kind: 'member', id: member.id });
  });
  const credential = await store.reads.credentials.findCredential(member.email);
  assert.ok(credential);
  return credential;
}

test('our migrations leave nothing for Better Auth to ask for', async (t) => {
  const { store } = await openStore(t);
  const parts = {
    database: store.signInDatabase,
    signingKey: 'x'.repeat(44),
    cookies: cookieNames(true),
    warn: () => undefined,
  };
  const { toBeCreated, toBeAdded } = await getMigrations(authOptions(parts));
  assert.deepEqual(toBeCreated, []);
  assert.deepEqual(toBeAdded, []);
});

test('Better Auth complains of nothing in how it is set up', async (t) => {
  const under = await openStore(t);
  const { userId } = await addMember(under);
  await under.sessions.open(userId, { address: '192.0.2.1', agent: '' }, NOW_MS);
  assert.deepEqual(under.warnings, []);
});

test('the environment does not choose the key that signs sessions', async (t) => {
  t.after(() => {
    delete process.env.BETTER_AUTH_SECRETS;
    delete process.env.BETTER_AUTH_SECRET;
  });
  process.env.BETTER_AUTH_SECRET = 'x'.repeat(40);
  process.env.BETTER_AUTH_SECRETS = `2:${'y'.repeat(40)}`;
  const under = await openStore(t);
  const { userId } = await addMember(under);
  const { cookie } = await under.sessions.open(userId, { address: '', agent: '' }, NOW_MS);
  delete process.env.BETTER_AUTH_SECRETS;
  delete process.env.BETTER_AUTH_SECRET;
  const value = /^[^=]+=([^;]+)/.exec(cookie)?.[1] ?? '';
  const again = new Sessions(under.store, PEPPER, cookieNames(true), () => undefined);
  assert.ok(await again.find(value));
});

test('writes of Better Auth and changes at the same time neither wait for ever nor lose a row', async (t) => {
  const under = await openStore(t);
  const { store, sessions, query } = under;
  const { userId, member } = await addMember(under);
  const { accountId } = member;
  const rounds = 60;
  const opened: string[] = [];
  await Promise.all([
    ...Array.from({ length: rounds }, async (_, index) => {
      const { cookie } = await sessions.open(userId, { address: `10.0.0.${index}`, agent: '' }, NOW_MS);
      opened.push(/^[^=]+=([^;]+)/.exec(cookie)?.[1] ?? '');
    }),
    ...Array.from({ length: rounds }, (_, index) =>
      store.change(CLOCK, async (changes) => {
        changes.recordChange({ accountId, kind: 'token', id: `kept ${index}` });
        await changes.resourceTypes.putResourceType(accountId, { name: `type-${index}`, actions: {} });
      }),
    ),
    ...Array.from({ length: rounds }, (_, index) =>
      store
        .change(CLOCK, async (changes) => {
          changes.recordChange({ accountId, kind: 'token', id: `undone ${index}` });
          await changes.resourceTypes.putResourceType(accountId, { name: `no-${index}`, actions: {} });
          throw new Error('undo this');
        })
        .catch((error) => assert.match(String(error), /undo this/)),
    ),
  ]);
  const count = (sql: string) => Number(query(`select count(*) as n from ${sql}`)[0]?.n);
  assert.equal(count('auth_session'), rounds);
  assert.equal(count("resource_types where name like 'type-%'"), rounds);
  assert.equal(count("resource_types where name like 'no-%'"), 0);
  assert.equal(count("change_log where entity_id like 'kept %'"), rounds);
  assert.equal(count("change_log where entity_id like 'undone %'"), 0);
  const found = await Promise.all(opened.map((value) => sessions.find(value)));
  assert.equal(new Set(found).size, rounds);
  assert.ok(!found.includes(undefined));
});

test('passwords from before the migration go on working, those of removed members do not', async (t) => {
  const path = join(temporaryDirectory(t), 'keyward.db');
  const file = openSqliteFile(path, { readOnly: false });
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: kyselyDatabase(file) }) });
  await foundations.up(db, SQLITE_DIALECT);
  file.exec("insert into accounts values ('account', 'default', '', 1, 0)");
  const insert = file.prepare(
    `insert into members (id, account_id, email, email_key, first_name, last_name, role, password_digest, created_at, removed_at, version)
     values (?, 'account', ?, ?, '', '', 'owner', ?, 1000, ?, 1)`,
  );
  insert.run('with', 'Ann@Example.com', 'ann@example.com', 'digest of Ann', null);
  insert.run('without', 'bob@example.com', 'bob@example.com', null, null);
  insert.run('removed', 'ann@example.com', 'ann@example.com', 'digest of another Ann', 5);
  await signIn.up(db, SQLITE_DIALECT);
  file.exec('create table schema_migrations (number integer primary key, name text, applied_at bigint)');
  file.exec("insert into schema_migrations values (1, 'foundations', 0), (2, 'sign-in', 0)");
  await db.destroy();

  const store = await openSqliteStore(path, 0);
  t.after(() => store.close());
  const found = await store.reads.credentials.findCredential('ann@example.com');
  assert.equal(found?.member.id, 'with');
  assert.equal(found?.passwordDigest, 'digest of Ann');
  assert.equal(await store.reads.credentials.hasPassword('without'), false);
  assert.equal(await store.reads.credentials.hasPassword('removed'), false);
});
