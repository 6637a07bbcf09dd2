import assert from 'node:assert/strict';
import { UniqueViolation } from '../../src/storage/store.ts';
import { NEWEST_FIRST, type TokenFilter } from '../../src/storage/token-list-store.ts';
import {
  addAccount,
  addMember,
  addToken,
  CLOCK,
  type DeclarePromise,
  deleteToken,
  digestOf,
  NOW_MS,
  secretOf,
  tokenOf,
  writeToken,
} from './fixtures.ts';

const EVERYTHING = {
  visible: { serviceTokens: true, allPersonalTokens: true },
  conditions: [],
  nowMs: NOW_MS,
};

export function tokenPromises(promise: DeclarePromise): void {
  promise('what a change wrote is read back whole', async ({ store }) => {
    const { account, member } = await addAccount(store);
    const { token } = await addToken(store, member, { name: 'naïve 🔑 {"a":1}', expiresAt: NOW_MS + 1 });
    assert.deepEqual(await store.reads.accounts.findAccount(account.id), account);
    assert.deepEqual(await store.reads.members.findMember(account.id, member.id), member);
    assert.deepEqual(await store.reads.tokens.findToken(account.id, token.id), { token, member });
    assert.equal(await store.reads.accounts.hasAccount(), true);
  });

  promise('a digest that is taken is refused by name, and a secret with it', async ({ store }) => {
    const { member } = await addAccount(store);
    const { secret } = await addToken(store, member, {});
    const token = tokenOf(member, {});
    await assert.rejects(
      store.change(CLOCK, (changes) =>
        writeToken(changes, token, { ...secretOf(token), digest: secret.digest }),
      ),
      (error) => error instanceof UniqueViolation && error.column === 'digest',
    );
    assert.equal(await store.reads.tokens.findToken(member.accountId, token.id), undefined);
  });

  promise('a secret leads to its token and member, also after the token was deleted', async ({ store }) => {
    const { member } = await addAccount(store);
    const { token, secret } = await addToken(store, member, {});
    const owner = await store.findSecretOwner(secret.digest);
    assert.deepEqual(owner?.token, token);
    assert.deepEqual(owner?.member, member);
    assert.equal(owner?.secretEndsAt, null);
    assert.deepEqual(new Uint8Array(owner?.secretDigest ?? []), new Uint8Array(secret.digest));

    await deleteToken(store, token);
    assert.equal((await store.findSecretOwner(secret.digest))?.token.deletedAt, NOW_MS + 5);
    assert.equal(await store.findSecretOwner(digestOf('unknown')), undefined);
  });

  promise('of many that delete a token at once, one succeeds', async ({ store }) => {
    const { member } = await addAccount(store);
    const { token } = await addToken(store, member, {});
    const answers = await Promise.all(Array.from({ length: 10 }, () => deleteToken(store, token)));
    assert.deepEqual(answers.filter(Boolean), [true]);
    assert.equal(await store.reads.tokens.findToken(token.accountId, token.id), undefined);
  });

  promise('tokens are listed newest first, by what may be seen, in pages', async ({ store }) => {
    const { account, member } = await addAccount(store);
    const other = await addMember(store, account, { email: 'other@example.com' });
    const own = await addToken(store, member, { createdAt: NOW_MS + 1 });
    const service = await addToken(store, other, { kind: 'service', createdAt: NOW_MS + 2 });
    const foreign = await addToken(store, other, { createdAt: NOW_MS + 3 });
    const list = async (visible: TokenFilter) => {
      const query = { visible, conditions: [], nowMs: NOW_MS };
      const page = { limit: 100, offset: 0 };
      const { items, totalCount } = await store.reads.tokens.listTokens(
        account.id,
        query,
        NEWEST_FIRST,
        page,
      );
      assert.equal(totalCount, items.length);
      assert.equal(await store.reads.tokens.countTokens(account.id, query), items.length);
      return items.map(({ token }) => token.id);
    };
    assert.deepEqual(await list(EVERYTHING.visible), [foreign.token.id, service.token.id, own.token.id]);
    assert.deepEqual(await list({ serviceTokens: true, ownMemberId: member.id, allPersonalTokens: false }), [
      service.token.id,
      own.token.id,
    ]);
    assert.deepEqual(await list({ serviceTokens: false, ownMemberId: member.id, allPersonalTokens: false }), [
      own.token.id,
    ]);
    assert.deepEqual(await list({ serviceTokens: false, allPersonalTokens: false }), []);
    const page = { limit: 1, offset: 1 };
    const { items } = await store.reads.tokens.listTokens(account.id, EVERYTHING, NEWEST_FIRST, page);
    assert.deepEqual(
      items.map(({ token }) => token.id),
      [service.token.id],
    );
  });

  promise('a scope is read back as it was written, character for character', async ({ store }) => {
    const { account, member } = await addAccount(store);
    const inlineRole = [
      { effect: 'allow', resources: ['proj/*:env/*;{critical:true}', 'acct'], actions: ['*'] },
      { effect: 'deny', notResources: ['proj/ü'], notActions: ['a', 'b'] },
    ] as const;
    const { token } = await addToken(store, member, { scope: { inlineRole } });
    const found = await store.reads.tokens.findToken(account.id, token.id);
    assert.equal(JSON.stringify(found?.token.scope), JSON.stringify({ inlineRole }));
  });

  promise('a superseded secret works until its end, and its end can be moved', async ({ store }) => {
    const { member } = await addAccount(store);
    const { token, secret } = await addToken(store, member, {});
    const ids = [token.id];
    const previous = (nowMs: number) => store.reads.tokens.listPreviousSecrets(token.accountId, ids, nowMs);
    assert.deepEqual(await previous(NOW_MS), []);
    const newer = { ...secretOf(token), digest: digestOf('newer') };
    await store.change(CLOCK, async (changes) => {
      changes.recordChange({ accountId: token.accountId, kind: 'token', id: token.id });
      await changes.tokens.supersedeSecret(token.accountId, token.id, NOW_MS, NOW_MS + 10);
      await changes.tokens.insertSecret(newer);
      await changes.tokens.setSecretEnd(token.accountId, newer.id, NOW_MS);
    });
    assert.deepEqual(
      (await previous(NOW_MS + 9)).map(({ id, endsAt }) => [id, endsAt]),
      [[secret.id, NOW_MS + 10]],
    );
    assert.deepEqual(await previous(NOW_MS + 10), []);
    assert.equal((await store.findSecretOwner(secret.digest))?.secretEndsAt, NOW_MS + 10);
    assert.equal(
      (await store.findSecretOwner(newer.digest))?.secretEndsAt,
      null,
      'the current one has no end',
    );
  });

  promise('a secret remembers which pepper and prefix it was made with', async ({ store }) => {
    const { member } = await addAccount(store);
    await addToken(store, member, {});
    await addToken(store, member, {});
    assert.deepEqual(await store.listSecretForms(), [{ pepperId: 'pepper-1', prefix: 'kw' }]);
  });
}
