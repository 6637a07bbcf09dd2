/** A newer node may add columns while this one runs: what the server had prepared for it is void then. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import postgres from 'postgres';
import { type PostgresCluster, startPostgresCluster } from '../../../test/postgres-cluster.ts';
import { openPostgresStore } from '../src/storage/postgres.ts';
import { StorageUnavailable } from '../src/storage/store.ts';
import { addAccount, addMember, addToken, CLOCK } from './store-suite/fixtures.ts';

const MEMBERS = 12;

let cluster: PostgresCluster;
before(async () => {
  cluster = await startPostgresCluster();
});
after(() => cluster.stop());

test('when the columns of a table change, each of many reads at once still gets its own answer, and a change is made or refused as a whole', async (t) => {
  const url = await cluster.createDatabase();
  const store = await openPostgresStore(url, 0, { maxConnections: 5 });
  t.after(() => store.close());
  const beside = postgres(url, { max: 1, onnotice: () => undefined });
  t.after(() => beside.end());
  const { account, member: owner } = await addAccount(store);
  const added = [{ member: owner, ...(await addToken(store, owner, {})) }];
  while (added.length < MEMBERS) {
    const member = await addMember(store, account, { email: `member-${added.length}@example.com` });
    added.push({ member, ...(await addToken(store, member, {})) });
  }
  const readAll = () =>
    Promise.all(
      added.flatMap(({ secret, member }) => [
        store.findSecretOwner(secret.digest).then((owner) => owner?.member.email),
        store.reads.members.findMember(account.id, member.id).then((found) => found?.email),
      ]),
    );
  const expected = added.flatMap(({ member: { email } }) => [email, email]);
  for (let time = 0; time < 3; time++) assert.deepEqual(await readAll(), expected);

  for (const [index, tables] of [
    ['tokens'],
    ['members', 'token_secrets'],
    ['accounts', 'tokens'],
  ].entries()) {
    for (const table of tables) await beside.unsafe(`alter table ${table} add column later_${index} text`);
    for (let time = 0; time < 3; time++) assert.deepEqual(await readAll(), expected);
  }

  const [first] = added;
  assert.ok(first);
  const rename = () =>
    store.change(CLOCK, async (changes) => {
      const found = await changes.members.findMember(account.id, first.member.id);
      assert.ok(found);
      await changes.members.updateMember({ ...found, firstName: 'Later', version: found.version + 1 });
      changes.recordChange({ accountId: account.id, kind: 'member', id: found.id });
    });
  await rename();
  await beside`alter table members add column last text`;
  await assert.rejects(rename, StorageUnavailable);
  await rename();
  const renamed = await store.reads.members.findMember(account.id, first.member.id);
  assert.deepEqual([renamed?.firstName, renamed?.version], ['Later', first.member.version + 2]);
});
