import assert from 'node:assert/strict';
import type { Redigest } from '../../src/storage/pepper-store.ts';
import type { NewSecret } from '../../src/storage/token-store.ts';
import { addAccount, addToken, type DeclarePromise, deleteToken, digestOf, NOW_MS } from './fixtures.ts';

function moveOf({ accountId, id, digest }: NewSecret): Redigest {
  return { accountId, secretId: id, from: digest, to: digestOf(`new ${id}`), pepperId: 'pepper-2' };
}

export function pepperPromises(promise: DeclarePromise): void {
  promise('a secret moves to another pepper, and that is no change', async ({ store, query }) => {
    const { member } = await addAccount(store);
    const [{ token, secret }, other] = [await addToken(store, member, {}), await addToken(store, member, {})];
    const announced = () =>
      query('select (select value from sequence) as n, (select count(*) from change_log) as c');
    const before = await announced();
    const move = moveOf(secret);
    await store.moveDigests([move], NOW_MS);

    assert.equal(await store.findSecretOwner(secret.digest), undefined);
    assert.deepEqual((await store.findSecretOwner(move.to))?.token, token);
    assert.deepEqual((await store.findSecretOwner(other.secret.digest))?.token, other.token);
    const forms = (await store.listSecretForms()).toSorted((a, b) => a.pepperId.localeCompare(b.pepperId));
    assert.deepEqual(forms, [
      { pepperId: 'pepper-1', prefix: 'kw' },
      { pepperId: 'pepper-2', prefix: 'kw' },
    ]);
    assert.deepEqual(await announced(), before);
  });

  promise(
    'a move brings nothing back and touches only what still has its digest',
    async ({ store, query }) => {
      const { account, member } = await addAccount(store);
      const other = await addAccount(store, { email: 'two@example.com' }, 'second');
      const deleted = await addToken(store, member, {});
      await deleteToken(store, deleted.token);
      const superseded = await addToken(store, member, {});
      await store.change({ now: () => NOW_MS }, async (changes) => {
        await changes.tokens.supersedeSecret(account.id, superseded.token.id, NOW_MS, NOW_MS + 10);
        changes.recordChange({ accountId: account.id, kind: 'token', id: superseded.token.id });
      });
      const live = await addToken(store, member, {});
      const rows = () => query('select * from token_secrets order by id');
      const before = await rows();

      await store.moveDigests([moveOf(deleted.secret), moveOf(superseded.secret)], NOW_MS + 10);
      await store.moveDigests(
        [
          { ...moveOf(live.secret), accountId: other.account.id },
          { ...moveOf(live.secret), from: digestOf('it was moved already') },
        ],
        NOW_MS,
      );
      assert.deepEqual(await rows(), before);
      assert.equal((await store.listSecretForms()).length, 1);

      await store.moveDigests([moveOf(superseded.secret)], NOW_MS + 9);
      assert.equal((await store.findSecretOwner(moveOf(superseded.secret).to))?.secretEndsAt, NOW_MS + 10);
    },
  );

  promise('secrets that may still work are counted by their pepper', async ({ store }) => {
    const { account, member } = await addAccount(store);
    await addToken(store, member, { disabledAt: NOW_MS });
    await addToken(store, member, { expiresAt: NOW_MS + 1 });
    await deleteToken(store, (await addToken(store, member, {})).token);
    const reset = await addToken(store, member, {});
    await store.change({ now: () => NOW_MS }, async (changes) => {
      await changes.tokens.supersedeSecret(account.id, reset.token.id, NOW_MS, NOW_MS + 10);
      await changes.tokens.insertSecret({
        ...reset.secret,
        id: 'newer',
        digest: digestOf('newer'),
        pepperId: 'pepper-2',
      });
      changes.recordChange({ accountId: account.id, kind: 'token', id: reset.token.id });
    });
    const counts = async (nowMs: number) => {
      const uses = await store.countSecretsByPepper(nowMs);
      return Object.fromEntries(uses.map(({ pepperId, secrets }) => [pepperId, secrets]));
    };
    assert.deepEqual(await counts(NOW_MS), { 'pepper-1': 3, 'pepper-2': 1 });
    assert.deepEqual(await counts(NOW_MS + 1), { 'pepper-1': 2, 'pepper-2': 1 });
    assert.deepEqual(await counts(NOW_MS + 10), { 'pepper-1': 1, 'pepper-2': 1 });

    await store.forgetPepper('pepper-1');
    assert.deepEqual(await store.listSecretForms(), [{ pepperId: 'pepper-2', prefix: 'kw' }]);
  });
}
