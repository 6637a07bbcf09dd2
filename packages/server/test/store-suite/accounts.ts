import assert from 'node:assert/strict';
import { DEFAULT_SETTINGS } from '../../src/accounts/account-settings.ts';
import type { Changes } from '../../src/storage/store.ts';
import { addAccount, addToken, auditEntries, CLOCK, type DeclarePromise, NOW_MS } from './fixtures.ts';

const EVERYTHING = {
  visible: { serviceTokens: true, allPersonalTokens: true },
  conditions: [],
  nowMs: NOW_MS,
};

export function accountPromises(promise: DeclarePromise): void {
  promise('an empty store has no account', async ({ store }) => {
    assert.equal(await store.reads.accounts.hasAccount(), false);
    assert.deepEqual(await store.listSecretForms(), []);
  });

  promise('an account sees nothing of another', async ({ store }) => {
    const one = await addAccount(store);
    const two = await addAccount(store, { email: 'two@example.com' }, 'second');
    const { token } = await addToken(store, one.member, {});
    const [entry] = await auditEntries(store, one.account.id);
    assert.equal(await store.reads.tokens.findToken(two.account.id, token.id), undefined);
    assert.equal(await store.reads.tokens.countTokens(two.account.id, EVERYTHING), 0);
    assert.equal(await store.reads.members.findMember(two.account.id, one.member.id), undefined);
    assert.equal(await store.reads.audit.findAuditEntry(two.account.id, entry?.id ?? ''), undefined);
    assert.deepEqual(await store.reads.audit.getAuditEntries(two.account.id, [entry?.number ?? 0]), []);
    assert.deepEqual(await store.reads.audit.listAuditKinds(two.account.id), []);
    assert.deepEqual(await store.reads.audit.countAuditEntries(two.account.id, 0, NOW_MS), []);
    for (const text of [undefined, 'ci', 'Created']) {
      const filter = text === undefined ? {} : { text };
      assert.deepEqual(await auditEntries(store, two.account.id, filter), []);
      assert.equal((await auditEntries(store, one.account.id, filter)).length, 1);
    }
    assert.equal(
      await store.change(CLOCK, async (changes) => {
        changes.recordChange({ accountId: two.account.id, kind: 'token', id: token.id });
        return changes.tokens.markTokenDeleted(two.account.id, token.id, NOW_MS, {});
      }),
      false,
    );
    assert.notEqual(await store.reads.tokens.findToken(one.account.id, token.id), undefined);
  });

  promise('resource types are declared, declared anew and taken back', async ({ store }) => {
    const { account } = await addAccount(store);
    const other = await addAccount(store, { email: 'two@example.com' }, 'second');
    const door = { name: 'door', actions: { openDoor: 'write' } } as const;
    const wider = { name: 'door', actions: { openDoor: 'write', lockDoor: 'admin' } } as const;
    const change = <T>(work: (changes: Changes) => Promise<T>) =>
      store.change(CLOCK, async (changes) => {
        changes.recordChange({ accountId: account.id, kind: 'resource_type', id: 'door' });
        return work(changes);
      });
    const types = () => store.reads.resourceTypes.listResourceTypes(account.id);
    await change((changes) => changes.resourceTypes.putResourceType(account.id, door));
    assert.deepEqual(await types(), [door]);
    await change((changes) => changes.resourceTypes.putResourceType(account.id, wider));
    assert.deepEqual(await types(), [wider]);
    assert.deepEqual(await store.reads.resourceTypes.listResourceTypes(other.account.id), []);
    assert.equal(
      await change((changes) => changes.resourceTypes.deleteResourceType(other.account.id, 'door')),
      false,
    );
    assert.equal(
      await change((changes) => changes.resourceTypes.deleteResourceType(account.id, 'door')),
      true,
    );
    assert.deepEqual(await types(), []);
  });

  promise(
    'gateway routes are written, written anew and taken back, and the rules are new each time',
    async ({ store }) => {
      const { account } = await addAccount(store);
      const other = await addAccount(store, { email: 'two@example.com' }, 'second');
      const rule = { method: 'GET', path: '/{id}', resource: 'door/{id}', action: 'openDoor' };
      const [first, second] = [
        { key: 'b-door', ...rule },
        { key: 'B', ...rule, path: '/B' },
      ];
      const change = <T>(work: (changes: Changes) => Promise<T>) =>
        store.change(CLOCK, async (changes) => {
          changes.recordChange({ accountId: account.id, kind: 'account', id: account.id });
          return work(changes);
        });
      const routes = (accountId: string) => store.reads.gatewayRoutes.listGatewayRoutes(accountId);
      const version = async () => (await store.reads.accounts.findAccount(account.id))?.rulesVersion ?? 0;
      const before = await version();
      await change((changes) => changes.gatewayRoutes.putGatewayRoute(account.id, first));
      await change((changes) => changes.gatewayRoutes.putGatewayRoute(account.id, second));
      const anew = { ...first, action: 'lockDoor' };
      await change((changes) => changes.gatewayRoutes.putGatewayRoute(account.id, anew));
      assert.deepEqual(await routes(account.id), [second, anew], 'by their code points');
      assert.deepEqual(await routes(other.account.id), []);
      assert.equal(await version(), before + 3);
      const take = (accountId: string) =>
        change((changes) => changes.gatewayRoutes.deleteGatewayRoute(accountId, 'b-door'));
      assert.deepEqual([await take(other.account.id), await take(account.id)], [false, true]);
      assert.deepEqual(await routes(account.id), [second]);
      assert.equal(await version(), before + 4);
    },
  );

  promise('an account keeps the settings that it was given, and the defaults of the rest', async (under) => {
    const { store } = under;
    const { account } = await addAccount(store);
    const settings = { ...DEFAULT_SETTINGS, serviceTokenLimit: 3, restApi: false };
    await store.change(CLOCK, async (changes) => {
      await changes.accounts.replaceSettings(account.id, settings);
      changes.recordChange({ accountId: account.id, kind: 'account', id: account.id });
    });
    assert.deepEqual((await store.reads.accounts.findAccount(account.id))?.settings, settings);
    const [row] = await under.query('select settings from accounts');
    assert.equal(row?.settings, '{"serviceTokenLimit":3,"restApi":false}');
  });
}
