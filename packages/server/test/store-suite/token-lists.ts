import assert from 'node:assert/strict';
import type { Account } from '../../src/accounts/account.ts';
import type { Store } from '../../src/storage/store.ts';
import {
  NEWEST_FIRST,
  type TokenCondition,
  type TokenPosition,
  type TokenSort,
} from '../../src/storage/token-list-store.ts';
import type { AccessToken } from '../../src/tokens/access-token.ts';
import {
  addAccount,
  addMember,
  addToken,
  CLOCK,
  type DeclarePromise,
  deleteToken,
  NOW_MS,
  usesOf,
} from './fixtures.ts';
import { assertPagesAreParts } from './token-pages.ts';

const EVERYTHING = { serviceTokens: true, allPersonalTokens: true };

async function found(
  store: Store,
  { id }: Account,
  conditions: readonly TokenCondition[],
  sort: TokenSort = NEWEST_FIRST,
): Promise<readonly string[]> {
  const query = { visible: EVERYTHING, conditions, nowMs: NOW_MS };
  const page = { limit: 100, offset: 0 };
  const { items, totalCount } = await store.reads.tokens.listTokens(id, query, sort, page);
  const names = items.map(({ token }) => token.name);
  assert.equal(totalCount, names.length);
  assert.equal(await store.reads.tokens.countTokens(id, query), names.length);
  assert.deepEqual(await store.reads.tokens.countEach(id, { ...query, conditions: [] }, [conditions, []]), [
    names.length,
    await store.reads.tokens.countTokens(id, { ...query, conditions: [] }),
  ]);
  const references = await store.reads.tokens.listTokenReferences(id, query, sort, page);
  assert.deepEqual(
    references.map((reference) => reference.id),
    items.map(({ token }) => token.id),
  );
  return names;
}

async function update(store: Store, token: AccessToken): Promise<void> {
  await store.change(CLOCK, async (changes) => {
    changes.recordChange({ accountId: token.accountId, kind: 'token', id: token.id });
    assert.equal(await changes.tokens.updateToken(token), true);
  });
}

export function tokenListPromises(promise: DeclarePromise): void {
  promise('a text is found where it stands, as it stands, in the account that asks', async ({ store }) => {
    const { account, member } = await addAccount(store);
    const other = await addAccount(store, { email: 'other@example.com', firstName: 'Other' }, 'second');
    const { token } = await addToken(store, member, {
      name: 'a%b_c "d"',
      description: 'Long Words',
      lastFour: 'qrst',
    });
    await addToken(store, other.member, { name: 'a%b_c "d" too', description: 'Long Words' });
    for (const text of [
      token.id,
      token.id.slice(3, 9),
      'A%B_C',
      '"d"',
      'long words',
      'QRST',
      'owner@',
      'ada',
      'a%',
      'o',
    ]) {
      assert.deepEqual(await found(store, account, [{ text }]), [token.name], text);
    }
    for (const text of ['a%c', 'words long', 'other', 'too', '%b', 'gone*', '"', 'ot']) {
      assert.deepEqual(await found(store, account, [{ text }]), [], text);
    }
    assert.deepEqual(await found(store, account, [{ text: 'long' }, { text: 'qrst' }]), [token.name]);
    assert.deepEqual(await found(store, account, [{ text: 'long' }, { text: 'nothing' }]), []);
  });

  promise('lists follow every change of a token, and forget it with its end', async ({ store }) => {
    const { account, member } = await addAccount(store);
    const { token } = await addToken(store, member, { name: 'first', tags: ['one'] });
    const later = { ...token, name: 'second', tags: ['two', 'three'], version: 2, modifiedAt: NOW_MS + 1 };
    await update(store, { ...later, disabledAt: NOW_MS, scope: { role: 'admin' }, expiresAt: NOW_MS + 1 });
    for (const condition of [
      { text: 'second' },
      { text: 'se' },
      { tag: 'two' },
      { tag: 'three' },
      { statuses: ['disabled'] },
      { baseRoles: ['admin'], customRoleIds: [] },
      { endsBeforeMs: NOW_MS + 2 },
    ] as const) {
      assert.deepEqual(await found(store, account, [condition]), ['second'], JSON.stringify(condition));
    }
    for (const condition of [
      { text: 'first' },
      { tag: 'one' },
      { statuses: ['active', 'expired', 'holder_gone'] },
      { baseRoles: ['reader'], customRoleIds: [] },
      { endsBeforeMs: NOW_MS + 1 },
      { createdBeforeMs: NOW_MS },
      { unusedSinceMs: NOW_MS },
    ] as const) {
      assert.deepEqual(await found(store, account, [condition]), [], JSON.stringify(condition));
    }
    await deleteToken(store, token);
    for (const conditions of [[], [{ text: 'second' }], [{ text: 'se' }], [{ tag: 'two' }]]) {
      assert.deepEqual(await found(store, account, conditions), []);
    }
  });

  promise(
    'a count is that of the moment it is asked for: after each change, each end, and a step back of the clock',
    async ({ store }) => {
      const { account, member } = await addAccount(store);
      const add = (name: string, expiresAt: number | null = null) =>
        addToken(store, member, { name, expiresAt });
      const activeAt = (nowMs: number) =>
        store.reads.tokens.countTokens(account.id, {
          visible: EVERYTHING,
          conditions: [{ statuses: ['active'] }],
          nowMs,
        });
      const { token } = await add('lasting');
      await add('first to end', NOW_MS + 10);
      await add('last to end', NOW_MS + 20);
      assert.equal(await activeAt(NOW_MS), 3);
      assert.equal(await activeAt(NOW_MS + 9), 3);
      assert.equal(await activeAt(NOW_MS + 10), 2);
      assert.equal(await activeAt(NOW_MS + 20), 1);
      assert.equal(await activeAt(NOW_MS + 19), 2);
      await add('new');
      assert.equal(await activeAt(NOW_MS + 19), 3);
      await update(store, { ...token, disabledAt: NOW_MS, version: 2 });
      assert.equal(await activeAt(NOW_MS + 19), 2);
      const visible = { serviceTokens: true, allPersonalTokens: false };
      const query = { visible, conditions: [{ statuses: ['active'] }], nowMs: NOW_MS + 19 } as const;
      assert.equal(await store.reads.tokens.countTokens(account.id, query), 0, 'none is a service token');
      await deleteToken(store, token);
      assert.equal(await activeAt(NOW_MS), 3);
    },
  );

  promise(
    'the use of an ended secret is kept apart, also of another account, and goes forwards only',
    async ({ store }) => {
      const { account, member } = await addAccount(store);
      const other = await addAccount(store, { email: 'other@example.com' }, 'second');
      const { token } = await addToken(store, member, { expiresAt: NOW_MS });
      const use = { accountId: account.id, tokenId: token.id, at: NOW_MS + 5 };
      const note = (...endedSecrets: (typeof use)[]) => store.recordUses(usesOf({ endedSecrets }));
      const calledSince = (at: number) => found(store, account, [{ calledAfterEndSinceMs: at }]);
      await note({ ...use, accountId: other.account.id });
      assert.deepEqual(await calledSince(0), []);
      await note(use, { ...use, at: NOW_MS + 4 });
      assert.deepEqual(await calledSince(NOW_MS + 5), ['ci']);
      assert.deepEqual(await calledSince(NOW_MS + 6), []);
      const [read] = await store.reads.tokens.findTokens(account.id, [token.id]);
      assert.equal(read?.token.lastUse, null);
    },
  );

  promise(
    'a position stays where it is when its token is gone, and equals are not skipped',
    async ({ store }) => {
      const { account, member } = await addAccount(store);
      const tokens: AccessToken[] = [];
      for (let index = 0; index < 9; index++) {
        const { token } = await addToken(store, member, {
          name: index < 6 ? 'Same' : 'b',
          createdAt: NOW_MS + (index % 2),
        });
        tokens.push(token);
      }
      const query = { visible: EVERYTHING, conditions: [], nowMs: NOW_MS };
      for (const column of ['name', 'creationDate', 'lastModified', 'lastUsed', 'expiry'] as const) {
        for (const isDescending of [true, false]) {
          const sort = { column, isDescending };
          const whole = await store.reads.tokens.listTokens(account.id, query, sort, {
            limit: 100,
            offset: 0,
          });
          const ids: string[] = [];
          let after: TokenPosition | undefined;
          do {
            const page = after ? { limit: 2, after } : { limit: 2, offset: 0 };
            const part = await store.reads.tokens.listTokens(account.id, query, sort, page);
            ids.push(...part.items.map(({ token }) => token.id));
            assert.equal(part.totalCount, whole.totalCount);
            after = part.end;
          } while (after !== undefined);
          assert.deepEqual(
            ids,
            whole.items.map(({ token }) => token.id),
            `${column} ${isDescending}`,
          );
        }
      }
      const sort = { column: 'name', isDescending: false } as const;
      const { end } = await store.reads.tokens.listTokens(account.id, query, sort, { limit: 4, offset: 0 });
      assert.ok(end);
      const behind = () => store.reads.tokens.listTokens(account.id, query, sort, { limit: 100, after: end });
      const before = (await behind()).items.map(({ token }) => token.id);
      const gone = tokens.find(({ id }) => id === end.id);
      assert.ok(gone);
      await deleteToken(store, gone);
      assert.deepEqual(
        (await behind()).items.map(({ token }) => token.id),
        before,
      );
    },
  );

  promise('each page is the part of the list that its offset says', async ({ store }) => {
    const { account, member } = await addAccount(store);
    for (let index = 0; index < 9; index++) {
      const createdAt = NOW_MS + (index % 4);
      await addToken(store, member, {
        name: `t${index % 5}`,
        createdAt,
        kind: index < 2 ? 'personal' : 'service',
      });
    }
    await assertPagesAreParts(store.reads.tokens, account.id, []);
    await assertPagesAreParts(store.reads.tokens, account.id, [{ kinds: ['service'] }]);
  });

  promise('who deleted a token is known for as long as its row is', async ({ store }) => {
    const { account, member } = await addAccount(store);
    const other = await addAccount(store, { email: 'other@example.com' }, 'second');
    const { token } = await addToken(store, member, {});
    const read = (accountId: string) => store.reads.tokens.findTokenDeleter(accountId, token.id);
    assert.equal(await read(account.id), undefined);
    const { id, email, firstName, lastName } = member;
    const deleter = { member: { id, email, firstName, lastName } };
    await store.change(CLOCK, async (changes) => {
      changes.recordChange({ accountId: account.id, kind: 'token', id: token.id });
      await changes.tokens.markTokenDeleted(account.id, token.id, NOW_MS, deleter);
    });
    assert.deepEqual(await read(account.id), deleter);
    assert.equal(await read(other.account.id), undefined);
  });

  promise('the holder of a personal token is found, and of a service token nobody', async ({ store }) => {
    const { account, member } = await addAccount(store);
    const gone = await addMember(store, account, {
      email: 'Gone@Example.com',
      lastName: 'Leaver',
      removedAt: NOW_MS,
    });
    await addToken(store, gone, { name: 'personal' });
    await addToken(store, gone, { name: 'service', kind: 'service' });
    await addToken(store, member, { name: 'of another' });
    for (const condition of [
      { holderId: gone.id },
      { holderEmail: 'gone@example.COM' },
      { text: 'leaver' },
      { statuses: ['holder_gone'] },
    ] as const) {
      assert.deepEqual(await found(store, account, [condition]), ['personal'], JSON.stringify(condition));
    }
    assert.deepEqual(await found(store, account, [{ kinds: ['service'] }]), ['service']);
  });
}
