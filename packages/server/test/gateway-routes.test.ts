/** The table of routes, as the API keeps it. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ConfigRefused } from '../src/config.ts';
import { requireKnownAccounts } from '../src/deployment/require-known-accounts.ts';
import { readRouteFile } from '../src/gateway-routes/read-route-file.ts';
import { buildApp, createLogger, readConfig } from '../src/index.ts';
import { ROUTES, SHOP_ROUTES, startShop } from './shop.ts';
import { type TestService, temporaryDirectory } from './test-service.ts';

const READ_ORDER = SHOP_ROUTES['read-order'];

function put(service: TestService, key: string, payload: object, as = service.ownerSecret) {
  return service.call({ method: 'PUT', url: `${ROUTES}/${key}`, payload, as });
}

test('a route is written, listed, written anew and taken back, and each is audited', async (t) => {
  const service = await startShop(t);
  const listed = (await service.call({ url: ROUTES })).json();
  assert.equal(listed.totalCount, 5);
  assert.deepEqual(listed.items.at(-1), { key: 'read-order', ...READ_ORDER, origin: 'api' });

  const anew = await put(service, 'read-order', { ...READ_ORDER, action: 'changeOrder' });
  assert.equal(anew.statusCode, 200, anew.body);
  assert.ok(Number(anew.headers['keyward-effective-everywhere-by']) >= service.clock.nowMs);
  const one = await service.call({ url: `${ROUTES}/read-order` });
  assert.equal(one.json().action, 'changeOrder');

  const gone = await service.call({ method: 'DELETE', url: `${ROUTES}/read-order` });
  assert.equal(gone.statusCode, 204);
  assert.equal((await service.call({ url: `${ROUTES}/read-order` })).statusCode, 404);
  assert.equal((await service.call({ method: 'DELETE', url: `${ROUTES}/read-order` })).statusCode, 404);
  const { items } = (await service.call({ url: '/api/v2/auditlog?limit=2' })).json();
  assert.deepEqual(
    items.map((item: { titleVerb: string }) => item.titleVerb),
    ['deleted the gateway route', 'set the gateway route'],
  );
});

test('what no gateway could be asked about is refused by its field, and nothing is stored', async (t) => {
  const service = await startShop(t);
  const cases: [object, number, string][] = [
    [{ method: 'get' }, 400, 'method'],
    [{ path: 'orders' }, 400, 'path'],
    [{ path: '/orders/' }, 400, 'path'],
    [{ path: '/a//b' }, 400, 'path'],
    [{ path: '/a/../b' }, 400, 'path'],
    [{ path: '/a%2fb' }, 400, 'path'],
    [{ path: '/a/**/b' }, 400, 'path'],
    [{ path: '/a{order}' }, 400, 'path'],
    [{ path: '/{order}/{order}' }, 400, 'path'],
    [{ path: '/{item}' }, 400, 'resource'],
    [{ resource: 'basket/{order}' }, 400, 'resource'],
    [{ resource: 'order/{order}' }, 400, 'resource'],
    [{ resource: 'service-token/{order}' }, 400, 'resource'],
    [{ resource: '*' }, 400, 'resource'],
    [{ path: '/new/{order}/{part}', resource: 'shop/main:order/{order}{part}' }, 400, 'resource'],
    [{ path: '/new/{type}', resource: '{type}/main' }, 400, 'resource'],
    [{ action: 'eatOrder' }, 400, 'action'],
    [{ action: '' }, 400, 'action'],
    [{ more: 1 }, 400, 'more'],
  ];
  for (const [change, status, field] of cases) {
    const answer = await put(service, 'new', { ...READ_ORDER, path: '/new/{order}', ...change });
    assert.equal(answer.statusCode, status, `${JSON.stringify(change)} ${answer.body}`);
    assert.match(answer.json().message, new RegExp(`\`${field}\``), JSON.stringify(change));
  }
  assert.equal((await put(service, 'No', READ_ORDER)).statusCode, 400);
  assert.equal((await service.call({ url: ROUTES })).json().totalCount, 5);
});

test('no two routes decide on the same requests', async (t) => {
  const service = await startShop(t);
  for (const path of ['/orders/{other}', '/ORDERS/{order}']) {
    const resource = 'shop/main';
    const twin = await put(service, 'twin', { method: 'GET', path, resource, action: 'viewShop' });
    assert.equal(twin.statusCode, 409, twin.body);
    assert.match(twin.json().message, /`read-order`/);
  }
  assert.equal((await put(service, 'twin', { ...READ_ORDER, method: 'PATCH' })).statusCode, 201);
});

test('only whoever holds what a route guards, and what it would ask for, may change it', async (t) => {
  const service = await startShop(t);
  const manager = async (...more: object[]) => {
    const manage = { effect: 'allow', resources: ['acct'], actions: ['manageRoutes'] };
    return (await service.createToken({ inlineRole: [manage, ...more], serviceToken: true })).token;
  };
  const view = {
    effect: 'allow',
    resources: ['shop/*', 'shop/*:order/*'],
    actions: ['viewShop', 'viewOrder'],
  };
  const viewer = await manager(view);
  const weaker = { ...SHOP_ROUTES['change-order'], action: 'viewOrder' };
  const opened = await put(service, 'change-order', weaker, viewer);
  assert.equal(opened.statusCode, 403, opened.body);
  assert.equal(opened.json().access.action, 'changeOrder');
  const shadow = { method: 'GET', path: '/admin/users', resource: 'shop/main', action: 'viewShop' };
  assert.equal((await put(service, 'shadow', shadow, viewer)).statusCode, 403, 'stands before `admin`');
  const makesWay = await service.call({ method: 'DELETE', url: `${ROUTES}/admin`, as: viewer });
  assert.equal(makesWay.statusCode, 403, makesWay.body);
  assert.equal((await service.call({ url: ROUTES })).json().totalCount, 5);

  const harmless = await put(service, 'harmless', { ...READ_ORDER, path: '/orders/{order}/lines' }, viewer);
  assert.equal(harmless.statusCode, 201, harmless.body);

  const reader = (await service.createToken({ role: 'writer', serviceToken: true })).token;
  assert.equal((await put(service, 'harmless', READ_ORDER, reader)).statusCode, 403);
  assert.deepEqual((await service.call({ url: ROUTES, as: reader })).json(), { items: [], totalCount: 0 });
  assert.equal((await service.call({ url: `${ROUTES}/admin`, as: reader })).statusCode, 404);
});

test('a route for what LaunchDarkly declared is changed by nobody who may not do it', async (t) => {
  const service = await startShop(t);
  const flags = { path: '/flags/{flag}', resource: 'proj/web:env/production:flag/{flag}' };
  const toggles = await put(service, 'toggle', { ...flags, method: 'PUT', action: 'updateOn' });
  assert.equal(toggles.statusCode, 201, toggles.body);
  const manage = { effect: 'allow', resources: ['acct'], actions: ['manageRoutes'] };
  // The route of all pages shares the paths of every other.
  const pages = { effect: 'allow', resources: ['shop/*'], actions: ['viewShop'] };
  const { token } = await service.createToken({ inlineRole: [manage, pages], serviceToken: true });
  const weaker = await put(service, 'toggle', { ...flags, method: 'PUT', action: 'viewProject' }, token);
  assert.deepEqual([weaker.statusCode, weaker.json().access?.action], [403, 'updateOn'], weaker.body);
  const gone = await service.call({ method: 'DELETE', url: `${ROUTES}/toggle`, as: token });
  assert.equal(gone.statusCode, 403, gone.body);
  const first = { ...flags, method: 'DELETE', action: 'deleteFlag' };
  assert.equal((await put(service, 'new', first, token)).statusCode, 403);
  assert.equal((await service.call({ url: `${ROUTES}/toggle` })).json().action, 'updateOn');
});

test('a type that a route needs stays', async (t) => {
  const service = await startShop(t);
  const kept = await service.call({ method: 'DELETE', url: '/api/v2/resource-types/order' });
  assert.equal(kept.statusCode, 409, kept.body);
  assert.match(kept.json().message, /`read-order`|`change-order`/);
});

test('routes of the file go before those of the API, which cannot change them', async (t) => {
  const service = await startShop(t);
  const file = join(temporaryDirectory(t), 'routes.json');
  const ofFile = { admin: { ...SHOP_ROUTES.admin, path: '/hidden/**' }, mine: READ_ORDER };
  writeFileSync(file, JSON.stringify({ [service.accountId]: ofFile }));
  const config = { ...readConfig({ KEYWARD_GATEWAY_ROUTES: file }), pepper: service.deployment.pepper };
  const app = await buildApp(config, service.deployment.store, service.clock, createLogger('silent'));
  t.after(() => app.close());
  const headers = { authorization: service.ownerSecret };
  const { items } = (await app.inject({ url: ROUTES, headers })).json();
  assert.deepEqual(items.slice(0, 2), [
    { key: 'admin', ...ofFile.admin, origin: 'file' },
    { key: 'mine', ...READ_ORDER, origin: 'file' },
  ]);
  for (const method of ['PUT', 'DELETE'] as const) {
    const payload = method === 'PUT' ? SHOP_ROUTES.admin : undefined;
    const answer = await app.inject({ method, url: `${ROUTES}/mine`, headers, ...(payload && { payload }) });
    assert.equal(answer.statusCode, 409, answer.body);
    assert.match(answer.json().message, /file of the server/);
  }
  const shadowed = await app.inject({ method: 'PUT', url: `${ROUTES}/twin`, headers, payload: READ_ORDER });
  assert.equal(shadowed.statusCode, 409, shadowed.body);
});

test('a file with routes of an account that is not here stops the start; where there is none yet, it does not', async (t) => {
  const service = await startShop(t);
  const { store } = service.deployment;
  const configFor = (id: string) => ({ ...readConfig({}), gatewayRoutes: new Map([[id, []]]) });
  await requireKnownAccounts(store, configFor(service.accountId));
  const typo = service.accountId.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
  await assert.rejects(
    requireKnownAccounts(store, configFor(typo)),
    (error) => error instanceof ConfigRefused && error.message.includes(typo),
  );
  t.mock.method(store.reads.accounts, 'hasAccount', async () => false);
  await requireKnownAccounts(store, configFor(typo));
});

test('what a gateway would ask about a request is told with the route that decides, and nothing is decided', async (t) => {
  const service = await startShop(t);
  const match = (payload: object, as = service.ownerSecret) =>
    service.call({ method: 'POST', url: `${ROUTES}/match`, payload, as });
  const found = await match({ method: 'HEAD', target: '/orders/%41-7/?page=2' });
  assert.deepEqual(found.json(), {
    path: '/orders/A-7',
    route: 'read-order',
    action: 'viewOrder',
    resource: 'shop/main:order/A-7',
  });
  assert.equal(found.headers['keyward-effective-everywhere-by'], undefined, 'it changes nothing');
  const refusals: [string, string, object][] = [
    ['GET', '/orders/a%2fb', { refused: 'path_not_normal' }],
    ['DELETE', '/orders/7', { path: '/orders/7', refused: 'no_route' }],
    ['get', '/orders/7', { path: '/orders/7', refused: 'no_route' }],
    ['GET', '/ORDERS/7', { path: '/ORDERS/7', refused: 'no_route' }],
    ['GET', '/orders/a%20b', { path: '/orders/a b', route: 'read-order', refused: 'no_resource' }],
  ];
  for (const [method, target, answer] of refusals)
    assert.deepEqual((await match({ method, target })).json(), answer, `${method} ${target}`);
  for (const payload of [{ target: '/' }, { method: 'GET' }, { method: 'GET', target: '/', more: 1 }])
    assert.equal((await match(payload)).statusCode, 400);
  const writer = (await service.createToken({ role: 'writer', serviceToken: true })).token;
  const refused = await match({ method: 'GET', target: '/orders/7' }, writer);
  assert.equal(refused.statusCode, 403);
  assert.deepEqual(refused.json().access, { action: 'manageRoutes', resource: 'acct' });
});

test('a file with anything else in it stops the start, and says where', (t) => {
  const file = join(temporaryDirectory(t), 'routes.json');
  const id = 'a'.repeat(24);
  const cases: [string, RegExp][] = [
    ['{', /cannot be read/],
    ['[]', /must be an object/],
    [JSON.stringify({ [id]: [] }), /must be an object/],
    [JSON.stringify({ [id]: { Up: READ_ORDER } }), /key/],
    [JSON.stringify({ [id]: { up: { ...READ_ORDER, method: 'get' } } }), /`up`: `method`/],
    [JSON.stringify({ [id]: { up: { ...READ_ORDER, path: '/a/../b' } } }), /`path`/],
    [JSON.stringify({ [id]: { up: { ...READ_ORDER, path: '/a' } } }), /`resource`/],
    [JSON.stringify({ [id]: { up: { ...READ_ORDER, more: '' } } }), /nothing else/],
    [JSON.stringify({ [id]: { up: { method: 'GET' } } }), /give the texts/],
    [JSON.stringify({ [id.toUpperCase()]: {} }), /`A{24}`.*no id of an account/],
    [JSON.stringify({ acme: {} }), /`acme`.*no id of an account/],
    [`{ "${id}": {}, "${id}": {} }`, /the key `a{24}` stands there twice/],
    [`{ "${id}": { "up": {}, "up": {} } }`, /the key `up` stands there twice/],
    [
      JSON.stringify({ [id]: { up: READ_ORDER, down: { ...READ_ORDER, path: '/Orders/{order}' } } }),
      /`down`: the route `up` decides on these requests already/,
    ],
  ];
  for (const [text, says] of cases) {
    writeFileSync(file, text);
    assert.throws(
      () => readRouteFile(file),
      (error) => error instanceof ConfigRefused && says.test(error.message) && error.message.includes(file),
    );
  }
  assert.throws(() => readRouteFile(join(temporaryDirectory(t), 'none')), ConfigRefused);
});
