import assert from 'node:assert/strict';
import { newObjectId } from '../../src/object-id.ts';
import { addAccount, addMember, addToken, type DeclarePromise, deleteToken, NOW_MS } from './fixtures.ts';

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

    await store.recordUses({
      secrets: [{ ...use, accountId: other.account.id }],
      members: [{ ...seen, accountId: other.account.id }],
      endedSecrets: [],
    });
    assert.deepEqual([(await read()).token, (await read()).member, await secretUse()], [token, member, null]);

    await store.recordUses({ secrets: [use], members: [seen], endedSecrets: [] });
    const used = { ...token, lastUse: { at: use.at, address: use.address, agent: use.agent } };
    const met = { ...member, lastSeenAt: seen.at, lastSeenTokenId: token.id };
    assert.deepEqual([(await read()).token, (await read()).member, await secretUse()], [used, met, use.at]);

    const earlier = { at: NOW_MS + 19, address: '', agent: '' };
    await store.recordUses({
      secrets: [{ ...use, ...earlier }],
      members: [{ ...seen, at: earlier.at, tokenId: null }],
      endedSecrets: [],
    });
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
    await store.recordUses({
      secrets: [
        { ...use, tokenId: token.id },
        { ...use, tokenId: newObjectId(), secretId: newObjectId() },
      ],
      members: [
        { ...seen, memberId: gone.id },
        { ...seen, memberId: newObjectId() },
      ],
      endedSecrets: [],
    });
    assert.deepEqual(await rows(), before);
  });

  promise('uses are noted all or none', async ({ store, refuseUpdates }) => {
    const { account, member } = await addAccount(store);
    const { token, secret } = await addToken(store, member, {});
    await refuseUpdates('members');
    const use = { tokenId: token.id, secretId: secret.id, at: NOW_MS, address: '', agent: '' };
    await assert.rejects(
      store.recordUses({
        secrets: [{ accountId: account.id, ...use }],
        members: [{ accountId: account.id, memberId: member.id, at: NOW_MS, tokenId: null }],
        endedSecrets: [],
      }),
    );
    assert.equal((await store.findSecretOwner(secret.digest))?.token.lastUse, null);
  });
}
