/** Questions of gateways that memory answers before any route does: the same answers, the same traces. */
import assert from 'node:assert/strict';
import type { IncomingHttpHeaders } from 'node:http';
import { type TestContext, test } from 'node:test';
import {
  type Asked,
  beforeTheRoutes,
  countsOf,
  LEFT_TO_THE_ROUTES,
  withoutOwn,
} from './before-the-routes.ts';
import { PATH_TRICKS } from './path-tricks.ts';
import { addSecondAccount } from './second-account.ts';
import { serviceToken, startShop } from './shop.ts';

const IDENTITY = '/api/v2/caller-identity';
const GATEWAY = '127.0.0.1';

async function gatewayService(t: TestContext, settings: Readonly<Record<string, string>> = {}) {
  const service = await startShop(t);
  const before = await beforeTheRoutes(t, service, { KEYWARD_TRUSTED_PROXIES: GATEWAY, ...settings });
  const reader = await serviceToken(service, 'reader');
  await service.call({ url: IDENTITY, as: reader.token });
  const path = (dialect: string) => `/forward-auth/${service.accountId}/${dialect}`;
  const ofNginx = (secret: string, more: readonly string[] = []): Asked => ({
    path: path('nginx'),
    headers: ['X-Original-Method', 'GET', 'X-Original-URI', '/orders', 'Authorization', secret, ...more],
  });
  return { service, before, reader, path, ofNginx };
}

/** As the service itself is asked. */
function routed(service: Awaited<ReturnType<typeof startShop>>, { method = 'GET', path, headers }: Asked) {
  const pairs = headers.flatMap((name, index) =>
    index % 2 === 0 ? [[name.toLowerCase(), headers[index + 1]]] : [],
  );
  return service.app.inject({
    method: method as 'GET',
    url: path,
    headers: Object.fromEntries(pairs),
    remoteAddress: GATEWAY,
  });
}

test('the answer to a gateway from memory is the answer of the route, in every dialect and for every kind of token', async (t) => {
  const { service, before, path, ofNginx } = await gatewayService(t);
  const made = [
    { role: 'reader' },
    { role: 'writer', serviceToken: true, expiry: service.clock.nowMs + 60_000 },
    { role: 'reader', allowedIps: ['192.0.2.0/24'] },
  ];
  for (const body of made) {
    const { token } = await service.createToken(body);
    await service.call({ url: IDENTITY, as: token, remoteAddress: '192.0.2.7' });
    const from = [
      'X-Forwarded-For',
      '203.0.113.5, 192.0.2.7',
      'Cookie',
      'a=b',
      'Origin',
      'https://example.com',
    ];
    const forwarded = [
      'X-Forwarded-Method',
      'GET',
      'X-Forwarded-Uri',
      '/orders?page=2',
      'Authorization',
      token,
      ...from,
    ];
    for (const asked of [
      ofNginx(token, from),
      ofNginx(`Bearer ${token}`, from),
      { path: path('haproxy'), headers: ofNginx(token, from).headers },
      ...['caddy', 'traefik', 'apisix'].map((dialect) => ({ path: path(dialect), headers: forwarded })),
      { path: `${path('envoy')}/orders?page=2`, headers: ['Authorization', token, ...from] },
    ]) {
      const byRoute = await routed(service, asked);
      assert.equal(byRoute.statusCode, 200, byRoute.body);
      const answer = await before.ask(asked);
      assert.equal(answer.status, 200, `${asked.path} is answered from memory`);
      assert.equal(answer.body, '');
      assert.deepEqual(withoutOwn(answer.headers), withoutOwn(byRoute.headers as IncomingHttpHeaders));
    }
  }
});

test('an answer to a gateway from memory leaves the use behind, with the address of the client, and the measure', async (t) => {
  const { service, before, reader, ofNginx } = await gatewayService(t);
  service.clock.advance(61_000);
  const asked = ofNginx(reader.token, [
    'X-Forwarded-For',
    '198.51.100.1, 203.0.113.5',
    'User-Agent',
    'shop/2',
  ]);
  assert.equal((await before.ask(asked)).status, 200);
  await service.flush();
  const stored = (await service.call({ url: `/api/v2/tokens/${reader._id}?include=usage` })).json();
  assert.deepEqual(
    [stored.lastUsed, stored.lastUsedAddress, stored.lastUsedAgent, stored.usage.allowed.at(-1)],
    [service.clock.nowMs, '203.0.113.5', 'shop/2', 2],
  );
  assert.deepEqual(await countsOf(before), { authenticated: 1 });
  const { values } = await before.metrics.requestSeconds.get();
  const count = values.find(({ metricName }) => metricName?.endsWith('_count'));
  assert.deepEqual(
    [count?.value, count?.labels],
    [1, { method: 'GET', route: '/forward-auth/:account/:dialect', status: 200 }],
  );
});

test('whatever a gateway must not let through, or what is not plain, is left to the routes without a trace', async (t) => {
  const { service, before, reader, path, ofNginx } = await gatewayService(t);
  const { secret: foreign } = await addSecondAccount(service);
  const elsewhere = await service.createToken({ role: 'reader', allowedIps: ['192.0.2.0/24'] });
  const ended = await service.createToken({ role: 'reader', expiry: service.clock.nowMs + 1_000 });
  const unread = await service.createToken({ role: 'reader' });
  for (const as of [foreign, ended.token]) await service.call({ url: IDENTITY, as });
  await service.call({ url: IDENTITY, as: elsewhere.token, remoteAddress: '192.0.2.7' });
  service.clock.advance(1_000);
  await service.call({ url: IDENTITY });
  const hits = service.app.deployment?.principals.counts.hits;
  const { token } = reader;
  const original = (method: string, target: string): Asked => ({
    path: path('nginx'),
    headers: ['X-Original-Method', method, 'X-Original-URI', target, 'Authorization', token],
  });
  const left: Readonly<Record<string, Asked>> = {
    'no token': { path: path('nginx'), headers: ofNginx(token).headers.slice(0, 4) },
    'two tokens': ofNginx(token, ['authorization', token]),
    'a token of another account': ofNginx(foreign),
    'a token that ended': ofNginx(ended.token),
    'a token that memory does not know': ofNginx(unread.token),
    'an address that may not use it': ofNginx(elsewhere.token, ['X-Forwarded-For', '203.0.113.5']),
    'a request that is not allowed': original('DELETE', '/orders/7'),
    'a request that has no route': original('POST', '/orders'),
    'a request that is said twice': ofNginx(token, ['X-Original-URI', '/orders']),
    'no request at all': { path: path('nginx'), headers: ['Authorization', token] },
    'another dialect': { path: path('apache'), headers: ofNginx(token).headers },
    'another account': { path: `/forward-auth/${'0'.repeat(24)}/nginx`, headers: ofNginx(token).headers },
    'the character NUL': { path: `${path('envoy')}/orders?a=%00`, headers: ['Authorization', token] },
    'a body': { ...ofNginx(token, ['Content-Length', '2']), method: 'POST', body: '{}' },
    'a body in pieces': { ...ofNginx(token, ['Transfer-Encoding', 'chunked']), method: 'POST', body: '{}' },
    ...Object.fromEntries(
      Object.keys(PATH_TRICKS).map((trick) => [`the path ${trick}`, original('GET', trick)]),
    ),
  };
  for (const [what, asked] of Object.entries(left)) {
    assert.equal((await before.ask(asked)).status, LEFT_TO_THE_ROUTES, what);
  }
  assert.deepEqual(await countsOf(before), {});
  assert.equal(service.app.deployment?.principals.counts.hits, hits);
  assert.equal((await before.ask(ofNginx(token))).status, 200, 'it is plain otherwise');
});

test('gateways are answered from memory behind TLS of a proxy and beside limits too, and nobody who is not listed', async (t) => {
  for (const [settings, status] of [
    [{ KEYWARD_PUBLIC_URL: 'https://keyward.example' }, 200],
    [{ KEYWARD_VERIFICATION_RATE_LIMIT: '100' }, 200],
    [{ KEYWARD_LOG_LEVEL: 'debug' }, LEFT_TO_THE_ROUTES],
    [{ KEYWARD_TRUSTED_PROXIES: '192.0.2.1' }, LEFT_TO_THE_ROUTES],
    [{ KEYWARD_TRUSTED_PROXIES: '' }, LEFT_TO_THE_ROUTES],
  ] as const) {
    const { before, reader, ofNginx } = await gatewayService(t, settings);
    assert.equal((await before.ask(ofNginx(reader.token))).status, status, JSON.stringify(settings));
  }
});
