import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtInCatalogue, compileRights, decideEffective, extendCatalogue } from '../src/index.ts';

test('the built-in catalogue knows each type with its places and actions', () => {
  const { types } = builtInCatalogue;
  assert.equal(types.size, 50);
  assert.deepEqual(types.get('flag')?.chains, ['proj/*:env/*:flag/*']);
  assert.deepEqual(types.get('aiconfig')?.chains, ['proj/*:aiconfig/*', 'proj/*:env/*:aiconfig/*']);
  assert.deepEqual(types.get('acct')?.chains, ['acct']);
  assert.equal(types.get('token')?.actions.viewToken, 'admin');
  assert.equal(types.get('service-token')?.actions.viewToken, 'read');
  const actions = [...types.values()].flatMap((type) => Object.keys(type.actions));
  assert.equal(
    actions.length,
    349 + 4 + 18,
    'the known ones, four of AI configs in environments, and our own',
  );
});

const shop = extendCatalogue(builtInCatalogue, [
  { name: 'invoice', parents: ['shop'], actions: { payInvoice: 'write', voidInvoice: 'admin' }, tags: true },
  { name: 'shop', viewAction: 'viewShop', actions: { viewShop: 'read', closeShop: 'owner' } },
]);

test('types of an account may be declared in any order', () => {
  assert.deepEqual(shop.types.get('invoice')?.chains, ['shop/*:invoice/*']);
  assert.equal(builtInCatalogue.types.has('invoice'), false);
});

test('the view action of an account type guards everything below it', () => {
  const pay = { effect: 'allow', resources: ['shop/*:invoice/*'], actions: ['*'] } as const;
  const view = { effect: 'allow', resources: ['shop/a'], actions: ['viewShop'] } as const;
  const rights = compileRights({ scope: { inlineRole: [pay, view] } }, shop);
  const mayPay = (resource: string) => decideEffective(rights, { action: 'payInvoice', resource }).allowed;
  assert.equal(mayPay('shop/a:invoice/1'), true);
  assert.equal(mayPay('shop/b:invoice/1'), false);
});

test('declarations that make no sense are refused', () => {
  const declare = (...types: Parameters<typeof extendCatalogue>[1]) =>
    extendCatalogue(builtInCatalogue, types);
  assert.throws(() => declare({ name: 'flag', actions: {} }), /`flag` is taken/);
  assert.throws(() => declare({ name: 'a', parents: ['b'], actions: {} }), /unknown parent type `b`/);
  assert.throws(
    () => declare({ name: 'a', parents: ['b'], actions: {} }, { name: 'b', parents: ['a'], actions: {} }),
    /among its own parents/,
  );
  assert.throws(
    () => declare({ name: 'a', viewAction: 'viewA', actions: {} }),
    /`viewA` is no action of `a`/,
  );
  assert.throws(() => declare({ name: 'a', actions: {} }, { name: 'a', actions: {} }), /declared twice/);
});
