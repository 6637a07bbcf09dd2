import assert from 'node:assert/strict';
import { newObjectId } from '../../src/object-id.ts';
import {
  addAccount,
  addMember,
  addToken,
  type DeclarePromise,
  deleteToken,
  NOW_MS,
  usesOf,
} from './fixtures.ts';

export function usePromises(promise: DeclarePromise): void {
  promise('a use is noted where the row lives, and is no change', async (under) => {
    const { store, query } = under;
    const { account, member } = await addAccount(store);
    const other = await addAccount(store, { email: 'two@example.com' }, 'second');
    const { token, secret } = await addToken(store, member, { disabledAt: NOW_MS, expiresAt: NOW_MS + 1 });
    const use = {
      accountId: account.id,
      tokenId: token.id,
      secretId: secret.id,
      at: NOW_MS + 20,
      address: '192.0.2.7',
      agent: 'curl/8',
    };
    const seen = { accountId: account.id, memberId: member.id, at: NOW_MS + 20, tokenId: token.id };
    const announced = () =>
      query('select (select value from sequence) as n, (select count(*) from change_log) as changes');
    const before = await announced();
    const read = async () =>
      (await store.findSecretOwner(secret.digest)) ?? assert.fail('the secret is gone');
    const secretUse = async () => (await query('select last_used_at as at from token_secrets'))[0]?.at;

    await store.recordUses(
      usesOf({
        secrets: [{ ...use, accountId: other.account.id }],
        members: [{ ...seen, accountId: other.account.id }],
      }),
    );
    assert.deepEqual([(await read()).token, (await read()).member, await secretUse()], [token, member, null]);

    await store.recordUses(usesOf({ secrets: [use], members: [seen] }));
    const used = { ...token, lastUse: { at: use.at, address: use.address, agent: use.agent } };
    const met = { ...member, lastSeenAt: seen.at, lastSeenTokenId: token.id };
    assert.deepEqual([(await read()).token, (await read()).member, await secretUse()], [used, met, use.at]);

    const earlier = { at: NOW_MS + 19, address: '', agent: '' };
    await store.recordUses(
      usesOf({
        secrets: [{ ...use, ...earlier }],
        members: [{ ...seen, at: earlier.at, tokenId: null }],
      }),
    );
    assert.deepEqual([(await read()).token, (await read()).member, await secretUse()], [used, met, use.at]);
    assert.deepEqual(await announced(), before);
  });

  promise('a use brings nothing back and leaves what has ended as it is', async ({ store, query }) => {
    const { account, member } = await addAccount(store);
    const gone = await addMember(store, account, { email: 'gone@example.com', removedAt: NOW_MS });
    const { token, secret } = await addToken(store, member, {});
    await deleteToken(store, token);
    const rows = () => query('select * from tokens, token_secrets, members');
    const before = await rows();
    const use = { accountId: account.id, secretId: secret.id, at: NOW_MS + 9, address: '', agent: '' };
    const seen = { accountId: account.id, at: NOW_MS + 9, tokenId: null };
    await store.recordUses(
      usesOf({
        secrets: [
          { ...use, tokenId: token.id },
          { ...use, tokenId: newObjectId(), secretId: newObjectId() },
        ],
        members: [
          { ...seen, memberId: gone.id },
          { ...seen, memberId: newObjectId() },
        ],
      }),
    );
    assert.deepEqual(await rows(), before);
  });

  promise('uses are noted all or none', async ({ store, refuseUpdates }) => {
    const { account, member } = await addAccount(store);
    const { token, secret } = await addToken(store, member, {});
    await refuseUpdates('members');
    const use = { tokenId: token.id, secretId: secret.id, at: NOW_MS, address: '', agent: '' };
    await assert.rejects(
      store.recordUses(
        usesOf({
          secrets: [{ accountId: account.id, ...use }],
          members: [{ accountId: account.id, memberId: member.id, at: NOW_MS, tokenId: null }],
        }),
      ),
    );
    assert.equal((await store.findSecretOwner(secret.digest))?.token.lastUse, null);
  });

  promise(
    'what became of calls is counted for the account that has the token, and for nobody else',
    async (under) => {
      const { store, query } = under;
      const { account, member } = await addAccount(store);
      const other = await addAccount(store, { email: 'two@example.com' }, 'second');
      const { token } = await addToken(store, member, {});
      const days = [{ day: 20_000, allowed: 3, denied: 2, refused: 1 }];
      const write = (accountId: string, tokenId: string) =>
        store.recordUses(usesOf({ outcomes: [{ accountId, tokenId, days }] }));
      await write(other.account.id, token.id);
      await write(account.id, newObjectId());
      assert.deepEqual(await query('select * from token_usage'), []);
      await write(account.id, token.id);
      const read = (accountId: string) => store.reads.tokens.findToken(accountId, token.id, true);
      assert.deepEqual((await read(account.id))?.outcomes, days);
      assert.equal(await read(other.account.id), undefined);
      assert.equal((await store.reads.tokens.findToken(account.id, token.id))?.outcomes, undefined);
    },
  );

  promise(
    'calls with a token that was deleted are counted apart from it: nothing of it changes',
    async (under) => {
      const { store, query } = under;
      const { account, member } = await addAccount(store);
      const { token } = await addToken(store, member, {});
      await deleteToken(store, token);
      const rows = () => query('select * from tokens, token_secrets, members, sequence');
      const before = await rows();
      const days = [{ day: 20_000, allowed: 0, denied: 0, refused: 4 }];
      await store.recordUses(usesOf({ outcomes: [{ accountId: account.id, tokenId: token.id, days }] }));
      assert.deepEqual(await rows(), before);
      const [usage] = await query('select days from token_usage');
      assert.equal(usage?.days, '[[20000,0,0,4]]');
    },
  );

  promise(
    'a batch that was written is not written again, a later one of its recorder is',
    async ({ store }) => {
      const { account, member } = await addAccount(store);
      const { token } = await addToken(store, member, {});
      const days = [{ day: 20_000, allowed: 1, denied: 0, refused: 0 }];
      const outcomes = [{ accountId: account.id, tokenId: token.id, days }];
      const first = usesOf({ outcomes });
      const later = { ...first, batch: { ...first.batch, number: 7 } };
      for (const uses of [first, first, later, first, later, usesOf({ outcomes })])
        await store.recordUses(uses);
      const found = await store.reads.tokens.findToken(account.id, token.id, true);
      assert.deepEqual(found?.outcomes, [{ ...days[0], allowed: 3 }]);
    },
  );
}
