/** What gateways are answered. */
import assert from 'node:assert/strict';
import { METHODS } from 'node:http';
import { test } from 'node:test';
import { PATH_TRICKS } from './path-tricks.ts';
import { addSecondAccount } from './second-account.ts';
import { ROUTES, SHOP_ROUTES, serviceToken, startShop } from './shop.ts';
import { startTestService, type TestService } from './test-service.ts';

interface Question {
  readonly as?: string | null;
  readonly method?: string;
  readonly target?: string;
  readonly dialect?: string;
  readonly headers?: Record<string, string | string[]>;
  readonly accountId?: string;
  readonly remoteAddress?: string;
}

const NOBODY = {
  'x-auth-subject': '',
  'x-auth-token-id': '',
  'x-auth-kind': '',
  'x-auth-role': '',
  'x-auth-account': '',
};

function ask(service: TestService, question: Question) {
  const { as = service.ownerSecret, method = 'GET', target = '/orders', dialect = 'nginx' } = question;
  const headers = {
    'x-original-method': method,
    'x-original-uri': target,
    ...(as !== null && { authorization: `Bearer ${as}` }),
    ...question.headers,
  };
  const url = `/forward-auth/${question.accountId ?? service.accountId}/${dialect}`;
  const remoteAddress = question.remoteAddress ?? '127.0.0.1';
  return service.app.inject({ method: 'GET', url, headers, remoteAddress });
}

function identity({ headers }: { readonly headers: Record<string, unknown> }) {
  return Object.fromEntries(Object.keys(NOBODY).map((name) => [name, headers[name]]));
}

test('a request that the token may make is let through with who it is, and with nothing else', async (t) => {
  const service = await startShop(t);
  const { token, _id } = await serviceToken(service, 'reader');
  const answer = await ask(service, { as: token });
  assert.deepEqual([answer.statusCode, answer.body], [200, '']);
  assert.equal(answer.headers['cache-control'], 'no-store');
  assert.deepEqual(identity(answer), {
    'x-auth-subject': `service-token/${_id}`,
    'x-auth-token-id': _id,
    'x-auth-kind': 'service',
    'x-auth-role': 'reader',
    'x-auth-account': service.accountId,
  });
  const owner = await ask(service, { method: 'PUT', target: '/orders/7' });
  assert.equal(owner.statusCode, 200);
  assert.deepEqual([owner.headers['x-auth-kind'], owner.headers['x-auth-role']], ['personal', 'owner']);
  assert.match(String(owner.headers['x-auth-subject']), /^[0-9a-f]{24}$/);
  await service.flush();
  const { lastUsed } = (await service.call({ url: `/api/v2/tokens/${_id}` })).json();
  assert.equal(lastUsed, service.clock.nowMs);
});

test('H3, H7: what is not let through is 401 or 403 with a challenge, and says of nobody who they are', async (t) => {
  const service = await startShop(t);
  const { token, _id } = await serviceToken(service, 'reader');
  const other = await addSecondAccount(service);
  const cases: [string, Question, number, string | undefined][] = [
    ['no token', { as: null }, 401, 'Bearer'],
    ['a bad token', { as: `${token.slice(0, -1)}~` }, 401, 'Bearer error="invalid_token"'],
    ["another account's token", { as: other.secret }, 401, 'Bearer error="invalid_token"'],
    ['an unknown account', { as: token, accountId: 'f'.repeat(24) }, 401, 'Bearer error="invalid_token"'],
    ['a session cookie', { as: null, headers: { cookie: '__Host-keyward=x; keyward=y' } }, 401, 'Bearer'],
    [
      'no permission',
      { as: token, method: 'PUT', target: '/orders/7' },
      403,
      'Bearer error="insufficient_scope"',
    ],
    [
      'no route',
      { as: token, method: 'DELETE', target: '/orders' },
      403,
      'Bearer error="insufficient_scope"',
    ],
    ['another dialect', { as: token, dialect: 'iis' }, 403, undefined],
    ['no dialect', { as: token, dialect: '' }, 403, undefined],
    [
      'two methods',
      { as: token, headers: { 'x-original-method': ['GET', 'GET'] } },
      403,
      'Bearer error="insufficient_scope"',
    ],
    ['a strange peer', { as: token, remoteAddress: '192.0.2.1' }, 403, undefined],
    [
      'a strange peer that says it forwards',
      { as: token, remoteAddress: '192.0.2.1', headers: { 'x-forwarded-for': '127.0.0.1' } },
      403,
      undefined,
    ],
  ];
  for (const [what, question, status, challenge] of cases) {
    const answer = await ask(service, question);
    assert.equal(answer.statusCode, status, `${what} ${answer.body}`);
    assert.equal(answer.headers['www-authenticate'], challenge, what);
    assert.deepEqual(identity(answer), NOBODY, what);
    assert.ok(answer.json().message, what);
  }
  const unknown = await ask(service, { as: `${token.slice(0, -1)}~` });
  const foreign = await ask(service, { as: other.secret });
  assert.equal(foreign.json().message, unknown.json().message);
  assert.equal((await service.call({ method: 'DELETE', url: `/api/v2/tokens/${_id}` })).statusCode, 204);
  const ended = await ask(service, { as: token });
  assert.deepEqual([ended.statusCode, identity(ended)], [401, NOBODY]);
});

test('of a token of another account nothing is noted', async (t) => {
  const service = await startShop(t);
  const other = await addSecondAccount(service);
  await service.flush();
  const uses = () => service.query('select last_used_at from tokens order by id');
  const before = uses();
  service.clock.advance(60_000);
  assert.equal((await ask(service, { as: other.secret })).statusCode, 401);
  await service.flush();
  assert.deepEqual(uses(), before);
});

test('a denial is counted and audited with the access that was missing', async (t) => {
  const service = await startShop(t);
  const { token, _id } = await serviceToken(service, 'reader');
  await ask(service, { as: token, method: 'PUT', target: '/orders/7' });
  await service.flush();
  const { items } = (await service.call({ url: '/api/v2/auditlog?limit=1' })).json();
  assert.deepEqual(items[0].accesses, [{ action: 'changeOrder', resource: 'shop/main:order/7' }]);
  const usage = (await service.call({ url: `/api/v2/tokens/${_id}?include=usage` })).json().usage;
  assert.deepEqual([usage.allowed.at(-1), usage.denied.at(-1)], [0, 1]);
});

test('H1: every dialect reads its own source, and no other', async (t) => {
  const service = await startShop(t);
  const { token } = await serviceToken(service, 'reader');
  const original = { 'x-original-method': 'GET', 'x-original-uri': '/orders' };
  const forwarded = { 'x-forwarded-method': 'GET', 'x-forwarded-uri': '/orders' };
  const forbidden = {
    'x-original-method': 'PUT',
    'x-original-uri': '/admin',
    'x-forwarded-method': 'PUT',
    'x-forwarded-uri': '/admin',
    'x-http-method-override': 'PUT',
    'x-original-url': '/admin',
    'x-rewrite-url': '/admin',
    forwarded: 'for=127.0.0.1;host=admin',
  };
  for (const [dialect, own] of Object.entries({
    nginx: original,
    haproxy: original,
    traefik: forwarded,
    caddy: forwarded,
    apisix: forwarded,
  })) {
    const send = (headers: Record<string, string>) =>
      service.app.inject({
        url: `/forward-auth/${service.accountId}/${dialect}/admin?x=1`,
        headers: { authorization: token, ...headers },
      });
    assert.equal((await send({ ...forbidden, ...own })).statusCode, 200, dialect);
    const names = Object.keys(own);
    for (const name of names) {
      const entries = Object.entries({ ...forbidden, ...own }).filter(([other]) => other !== name);
      assert.equal((await send(Object.fromEntries(entries))).statusCode, 403, `${dialect} without ${name}`);
    }
  }
  const envoy = (method: 'GET' | 'POST' | 'PUT', path: string) =>
    service.app.inject({
      method,
      url: `/forward-auth/${service.accountId}/envoy${path}`,
      headers: {
        authorization: token,
        ...forbidden,
        ...original,
        ...forwarded,
        'content-type': 'text/strange',
      },
      ...(method !== 'GET' && { payload: '{' }),
    });
  assert.equal((await envoy('GET', '/orders?access_token=x')).statusCode, 200);
  assert.equal((await envoy('PUT', '/orders')).statusCode, 403);
  assert.equal((await envoy('POST', '/orders')).statusCode, 403, 'a method override is not heard');
  assert.equal((await envoy('GET', '/admin')).statusCode, 403);
  assert.equal((await envoy('GET', '')).statusCode, 403);
  assert.equal((await envoy('GET', '/%zz')).statusCode, 403);
});

test('whatever the method, a question is answered as one', async (t) => {
  const service = await startShop(t);
  const { token } = await serviceToken(service, 'reader');
  const routed = { method: '*', path: '/any', resource: 'shop/main', action: 'viewShop' };
  await service.call({ method: 'PUT', url: `${ROUTES}/any`, payload: routed });
  for (const method of METHODS.filter((name) => name !== 'CONNECT')) {
    const send = (path: string, headers = {}) =>
      service.app.inject({
        method: method as 'GET',
        url: `/forward-auth/${service.accountId}/envoy${path}`,
        headers: { origin: 'https://page.example', 'access-control-request-method': 'GET', ...headers },
      });
    const allowed = await send('/any', { authorization: token });
    assert.deepEqual([allowed.statusCode, allowed.headers['x-auth-kind']], [200, 'service'], method);
    assert.equal((await send('/any')).statusCode, 401, method);
    assert.equal((await send('/admin', { authorization: token })).statusCode, 403, method);
    assert.equal(allowed.headers['access-control-allow-origin'], undefined, method);
  }
});

test('H4: every trick with a path leads to the access of the admin pages, or nowhere, by header and by address', async (t) => {
  const service = await startShop(t);
  const { token } = await serviceToken(service, 'reader');
  for (const [target, expected] of Object.entries(PATH_TRICKS)) {
    const asReader = await ask(service, { as: token, target });
    assert.equal(asReader.statusCode, 403, JSON.stringify(target));
    const asOwner = await ask(service, { target });
    assert.equal(asOwner.statusCode, expected === 'admin' ? 200 : 403, JSON.stringify(target));
  }
});

test('two tokens in one request are refused', async (t) => {
  const service = await startShop(t);
  const headers = { authorization: [`Bearer ${service.ownerSecret}`, `Bearer ${service.ownerSecret}`] };
  const answer = await ask(service, { as: null, headers });
  assert.deepEqual([answer.statusCode, identity(answer)], [403, NOBODY]);
});

test('H2: a token that works from some addresses is judged by that of the client', async (t) => {
  const service = await startShop(t);
  const body = { role: 'reader', serviceToken: true, allowedIps: ['203.0.113.7'] };
  const { token } = await service.createToken(body);
  const from = (address: string) => ask(service, { as: token, headers: { 'x-forwarded-for': address } });
  assert.equal((await from('203.0.113.7')).statusCode, 200);
  for (const address of ['203.0.113.8', 'a', '', '203.0.113.7, 198.51.100.1']) {
    const answer = await from(address);
    assert.deepEqual([answer.statusCode, identity(answer)], [403, NOBODY], address);
  }
});

test('a token that memory knows is answered without the database, and its end and that of a route are heard', async (t) => {
  const service = await startShop(t);
  const { token, _id } = await serviceToken(service, 'reader');
  assert.equal((await ask(service, { as: token })).statusCode, 200);
  const { principals } = service.app.deployment ?? assert.fail();
  const loads = principals.counts.loads;
  for (let round = 0; round < 20; round++) assert.equal((await ask(service, { as: token })).statusCode, 200);
  assert.equal(principals.counts.loads, loads);

  const narrower = { ...SHOP_ROUTES['list-orders'], action: 'manageShop' };
  await service.call({ method: 'PUT', url: `${ROUTES}/list-orders`, payload: narrower });
  assert.equal((await ask(service, { as: token })).statusCode, 403);
  await service.call({ method: 'PUT', url: `${ROUTES}/list-orders`, payload: SHOP_ROUTES['list-orders'] });
  assert.equal((await ask(service, { as: token })).statusCode, 200);
  await service.call({ method: 'DELETE', url: `/api/v2/tokens/${_id}` });
  assert.equal((await ask(service, { as: token })).statusCode, 401);
});

test('H9: a fault of ours is 503 and lets nobody through', async (t) => {
  const service = await startShop(t);
  const deployment = service.app.deployment ?? assert.fail();
  const cold = (await serviceToken(service, 'reader')).token;
  t.mock.method(deployment.principals, 'load', () => Promise.reject(new Error('broken')));
  const faulty = await ask(service, { as: cold });
  assert.deepEqual([faulty.statusCode, identity(faulty)], [503, NOBODY]);
  assert.ok(faulty.headers['retry-after']);
  assert.ok(!faulty.body.includes('broken'));
  assert.equal((await ask(service, {})).statusCode, 200);
  t.mock.restoreAll();
  t.mock.method(deployment.lease, 'isHeld', () => false);
  const stale = await ask(service, {});
  assert.deepEqual([stale.statusCode, identity(stale)], [503, NOBODY], 'memory may be too old');
});

test('without listed proxies nobody is a gateway', async (t) => {
  const service = await startTestService(t);
  const answer = await ask(service, {});
  assert.equal(answer.statusCode, 403);
  assert.match(answer.json().hint, /KEYWARD_TRUSTED_PROXIES/);
});

test('what was asked for is in no line of the log', async (t) => {
  const service = await startShop(t);
  await ask(service, { target: '/orders/secret-name?password=hidden' });
  await service.app.inject({
    url: `/forward-auth/${service.accountId}/envoy/orders/secret-name?password=hidden`,
  });
  const lines = service.logLines.join('');
  assert.match(lines, new RegExp(`"path":"/forward-auth/${service.accountId}/envoy"`));
  assert.ok(!lines.includes('hidden') && !lines.includes('secret-name'));
});
