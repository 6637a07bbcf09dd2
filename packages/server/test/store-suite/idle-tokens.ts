import assert from 'node:assert/strict';
import { DEFAULT_SETTINGS } from '../../src/accounts/account-settings.ts';
import { EpochWatch } from '../../src/epochs/epoch-watch.ts';
import type { Store } from '../../src/storage/store.ts';
import type { AccessToken } from '../../src/tokens/access-token.ts';
import { disableIdleTokens } from '../../src/tokens/disable-idle-tokens.ts';
import { idleTokens } from '../../src/tokens/idle-tokens.ts';
import {
  addAccount,
  addMember,
  addToken,
  auditEntries,
  CLOCK,
  type DeclarePromise,
  deleteToken,
  NOW_MS,
  usesOf,
} from './fixtures.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const DAYS = 30;
/** At this time a token counts as idle no more: its use may still be on its way when the days are over. */
const LATELY_MS = NOW_MS - DAYS * DAY_MS - HOUR_MS;
const LONG_AGO = { createdAt: LATELY_MS - 1, modifiedAt: LATELY_MS - 1 };

function disable(store: Store, signal = new AbortController().signal): Promise<number> {
  return disableIdleTokens({ store, clock: CLOCK, epoch: new EpochWatch(store) }, signal);
}

function setDays(store: Store, accountId: string, disableIdleTokensAfterDays: number | null): Promise<void> {
  return store.change(CLOCK, async (changes) => {
    changes.recordChange({ accountId, kind: 'account', id: accountId });
    await changes.accounts.replaceSettings(accountId, { ...DEFAULT_SETTINGS, disableIdleTokensAfterDays });
  });
}

async function addStrictAccount(store: Store) {
  const added = await addAccount(store);
  await setDays(store, added.account.id, DAYS);
  return added;
}

function use(store: Store, { token, secret }: Awaited<ReturnType<typeof addToken>>, at: number) {
  const { accountId } = token;
  const used = { accountId, tokenId: token.id, secretId: secret.id, at, address: '192.0.2.7', agent: 'curl' };
  return store.recordUses(usesOf({ secrets: [used] }));
}

async function stored(store: Store, { accountId, id }: AccessToken): Promise<AccessToken | undefined> {
  return (await store.reads.tokens.findToken(accountId, id))?.token;
}

export function idleTokenPromises(promise: DeclarePromise): void {
  promise(
    'tokens that were neither used nor changed for too long are disabled, and no others',
    async (under) => {
      const { store } = under;
      const { account, member } = await addStrictAccount(store);
      const other = await addAccount(store, { email: 'two@example.com' }, 'second');
      const gone = await addMember(store, account, { email: 'gone@example.com', removedAt: NOW_MS });
      const add = (fields: Partial<AccessToken>, holder = member) =>
        addToken(store, holder, { ...LONG_AGO, ...fields });
      const idle = [
        await add({ name: 'never used' }),
        await add({ name: 'used long ago', kind: 'service' }),
        await add({ name: 'ends later', expiresAt: NOW_MS + 1 }),
      ];
      await use(store, idle[1] ?? assert.fail(), LATELY_MS - 1);
      const spared = [
        await add({ name: 'used', kind: 'service' }),
        await add({ name: 'changed', modifiedAt: LATELY_MS }),
        await add({ name: 'made', createdAt: LATELY_MS, modifiedAt: LATELY_MS }),
        await add({ name: 'expired', expiresAt: NOW_MS }),
        await add({ name: 'disabled', disabledAt: LATELY_MS }),
        await add({ name: 'of who left' }, gone),
        await add({ name: 'of another account' }, other.member),
      ];
      await use(store, spared[0] ?? assert.fail(), LATELY_MS);
      const deleted = await add({ name: 'deleted' });
      await deleteToken(store, deleted.token);

      assert.equal(await store.reads.tokens.countTokens(account.id, idleTokens(LATELY_MS, NOW_MS)), 3);
      const before = await Promise.all(spared.map(({ token }) => stored(store, token)));
      assert.equal(await disable(store), 3);
      for (const { token } of idle) {
        const { lastUse, ...now } = (await stored(store, token)) ?? assert.fail(token.name);
        const { lastUse: _, ...was } = token;
        assert.deepEqual(now, { ...was, disabledAt: NOW_MS, modifiedAt: NOW_MS, version: 2 });
        assert.equal(lastUse?.at, token.name === 'used long ago' ? LATELY_MS - 1 : undefined);
      }
      assert.deepEqual(await Promise.all(spared.map(({ token }) => stored(store, token))), before);
      const entries = await auditEntries(store, account.id, {}, 3);
      assert.deepEqual(entries.map(({ target }) => target.name).sort(), [
        'ends later',
        'never used',
        'used long ago',
      ]);
      for (const { actor, action, description } of entries) {
        assert.deepEqual(actor, { system: 'the settings of the account' });
        assert.equal(action, 'updateAccessTokenStatus');
        assert.equal(description, 'Disabled the token, which was neither used nor changed for 30 days');
      }
      assert.equal(await disable(store), 0, 'once');
    },
  );

  promise(
    'however many tokens are idle, all are disabled, unless it is ended in between',
    async ({ store }) => {
      const { account, member } = await addStrictAccount(store);
      for (let each = 0; each < 60; each++)
        await addToken(store, member, { ...LONG_AGO, name: `idle ${each}` });
      const ending = new AbortController();
      const ended = {
        ...store,
        change: (...[clock, work]: Parameters<Store['change']>) => {
          ending.abort();
          return store.change(clock, work);
        },
      } as Store;
      const first = await disable(ended, ending.signal);
      assert.ok(first > 0 && first < 60, `${first}`);
      assert.equal(await disable(store), 60 - first);
      const left = await store.reads.tokens.countTokens(account.id, idleTokens(LATELY_MS, NOW_MS));
      assert.equal(left, 0);
    },
  );

  promise(
    'what is used, or spared by a new setting, after it was found is not disabled',
    async ({ store }) => {
      const { account, member } = await addStrictAccount(store);
      const [used, idle] = [await addToken(store, member, LONG_AGO), await addToken(store, member, LONG_AGO)];
      const meanwhile = (work: () => Promise<void>): Store => ({
        ...store,
        async change(clock, change) {
          await work();
          return store.change(clock, change);
        },
      });
      const spare = meanwhile(() => setDays(store, account.id, null));
      assert.equal(await disable(spare), 0);
      assert.equal(await disable(store), 0, 'nobody wants it any more');
      await setDays(store, account.id, DAYS);
      assert.equal(await disable(meanwhile(() => use(store, used, NOW_MS))), 1);
      assert.equal((await stored(store, used.token))?.disabledAt, null);
      assert.equal((await stored(store, idle.token))?.disabledAt, NOW_MS);
    },
  );
}
