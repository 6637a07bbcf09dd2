/** Verifications that memory answers before any route does: the same answers, the same traces, and nothing that a route would refuse. */
import assert from 'node:assert/strict';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { openRawConnection } from '../../../e2e/raw-connection.ts';
import { clientAddresses } from '../src/http/from-memory/client-addresses.ts';
import { readConfig } from '../src/index.ts';
import {
  type Asked,
  beforeTheRoutes,
  countsOf,
  LEFT_TO_THE_ROUTES,
  withoutOwn,
} from './before-the-routes.ts';
import { startTestService } from './test-service.ts';

const IDENTITY = '/api/v2/caller-identity';

test('the answer from memory is the answer of the route, for every kind of token', async (t) => {
  const service = await startTestService(t);
  const { ask } = await beforeTheRoutes(t, service);
  const soon = service.clock.nowMs + 60_000;
  const made = [
    { role: 'reader' },
    { role: 'reader', name: 'ends “soon” \\ "é" 🔑 \u2028', expiry: soon },
    { role: 'writer', serviceToken: true, name: 'a service' },
    { role: 'reader', defaultApiVersion: 20160426 },
    { role: 'reader', allowedIps: ['127.0.0.1/32'] },
  ];
  const tokens = await Promise.all(made.map((body) => service.createToken(body)));
  for (const secret of [service.ownerSecret, ...tokens.map(({ token }) => token)]) {
    const routed = await service.call({ url: IDENTITY, as: secret });
    assert.equal(routed.statusCode, 200, routed.body);
    for (const presented of [secret, `Bearer ${secret}`]) {
      const answer = await ask({ path: IDENTITY, headers: ['Authorization', presented] });
      assert.equal(answer.status, 200, 'it is answered from memory');
      assert.equal(answer.body, routed.body);
      assert.deepEqual(withoutOwn(answer.headers), withoutOwn(routed.headers as IncomingHttpHeaders));
      assert.match(String(answer.headers['x-request-id']), /^[0-9a-f]{24}$/);
    }
  }
});

test('what an answer from memory leaves behind is what the route leaves', async (t) => {
  const service = await startTestService(t);
  const before = await beforeTheRoutes(t, service);
  const { token, _id } = await service.createToken({ role: 'reader' });
  await service.call({ url: IDENTITY, as: token });
  const hits = service.app.deployment?.principals.counts.hits ?? 0;
  service.clock.advance(61_000);
  const answer = await before.ask({
    path: IDENTITY,
    headers: ['authorization', token, 'user-agent', 'curl/8 (fast)', 'User-Agent', 'another'],
  });
  assert.equal(answer.status, 200);
  await service.flush();
  const stored = (await service.call({ url: `/api/v2/tokens/${_id}?include=usage` })).json();
  assert.equal(stored.lastUsed, service.clock.nowMs);
  assert.equal(stored.lastUsedAddress, '127.0.0.1');
  assert.equal(stored.lastUsedAgent, 'curl/8 (fast)');
  assert.equal(stored.usage.allowed.at(-1), 2);
  assert.deepEqual(await countsOf(before), { authenticated: 1 });
  const { values } = await before.metrics.requestSeconds.get();
  const count = values.find(({ metricName }) => metricName?.endsWith('_count'));
  assert.deepEqual([count?.value, count?.labels], [1, { method: 'GET', route: IDENTITY, status: 200 }]);
  assert.ok((service.app.deployment?.principals.counts.hits ?? 0) > hits);
});

test('whatever is not plain, and every token that is refused, is left to the routes without a trace', async (t) => {
  const service = await startTestService(t);
  const before = await beforeTheRoutes(t, service);
  const { clock, ownerSecret } = service;
  const tokens = {
    ended: await service.createToken({ role: 'reader', expiry: clock.nowMs + 1_000 }),
    disabled: await service.createToken({ role: 'reader' }),
    deleted: await service.createToken({ role: 'reader' }),
    elsewhere: await service.createToken({ role: 'reader', allowedIps: ['192.0.2.0/24'] }),
    neverSeen: await service.createToken({ role: 'reader' }),
  };
  const { neverSeen: _, ...known } = tokens;
  for (const { token } of Object.values(known)) await service.call({ url: IDENTITY, as: token });
  const disabled = [{ op: 'replace', path: '/disabled', value: true }];
  const url = `/api/v2/tokens/${tokens.disabled._id}`;
  assert.equal((await service.call({ method: 'PATCH', url, payload: disabled })).statusCode, 200);
  assert.equal(
    (await service.call({ method: 'DELETE', url: `/api/v2/tokens/${tokens.deleted._id}` })).statusCode,
    204,
  );
  clock.advance(1_000);
  await service.call({ url: IDENTITY });
  const hits = service.app.deployment?.principals.counts.hits;
  const own = ['Authorization', ownerSecret];
  const left: Readonly<Record<string, Partial<Asked> & Pick<Asked, 'headers'>>> = {
    ...Object.fromEntries(
      Object.entries(tokens).map(([name, { token }]) => [name, { headers: ['Authorization', token] }]),
    ),
    'no token': { headers: [] },
    'an empty token': { headers: ['Authorization', ''] },
    'two tokens': { headers: [...own, ...own] },
    'two tokens, written differently': { headers: [...own, 'authorization', ownerSecret] },
    'a session beside it': { headers: [...own, 'Cookie', 'keyward_session=x'] },
    'a page of another origin': { headers: [...own, 'Origin', 'https://example.com'] },
    'a version of the API': { headers: [...own, 'LD-API-Version', '20160426'] },
    'another method in a header': { headers: [...own, 'X-HTTP-Method-Override', 'DELETE'] },
    'a proxy that nobody knows': { headers: [...own, 'Forwarded', 'for=192.0.2.7'] },
    'a body': { headers: [...own, 'Content-Length', '0'] },
    'a header that nobody knows': { headers: [...own, 'X-New', '1'] },
    'another method': { method: 'HEAD', headers: own },
    'a query': { path: `${IDENTITY}?a=b`, headers: own },
    'another path': { path: '/api/v2/versions', headers: own },
    'a path written otherwise': { path: '/api/v2/caller%2Didentity', headers: own },
  };
  for (const [what, asked] of Object.entries(left)) {
    assert.equal((await before.ask({ path: IDENTITY, ...asked })).status, LEFT_TO_THE_ROUTES, what);
  }
  assert.deepEqual(await countsOf(before), {});
  assert.equal(service.app.deployment?.principals.counts.hits, hits);
  assert.equal(
    (await before.ask({ path: IDENTITY, headers: own })).status,
    200,
    'the owner is known all the time',
  );
});

test('a deployment that limits or logs every verification answers none before the routes', async (t) => {
  const service = await startTestService(t);
  await service.call({ url: IDENTITY });
  const headers = ['Authorization', service.ownerSecret];
  const settings: readonly Readonly<Record<string, string>>[] = [
    { KEYWARD_VERIFICATION_RATE_LIMIT: '100' },
    { KEYWARD_LOG_LEVEL: 'debug' },
  ];
  for (const each of settings) {
    const { ask } = await beforeTheRoutes(t, service, each);
    assert.equal((await ask({ path: IDENTITY, headers })).status, LEFT_TO_THE_ROUTES, JSON.stringify(each));
  }
});

test('behind proxies a call from memory has the address of its client, as the routes find it', async (t) => {
  const trusted = { KEYWARD_TRUSTED_PROXIES: '127.0.0.1' };
  for (const [settings, forwarded, address] of [
    [{}, '192.0.2.7', '127.0.0.1'],
    [trusted, '192.0.2.7', '192.0.2.7'],
    [trusted, '203.0.113.5, 192.0.2.7', '192.0.2.7'],
    [trusted, '192.0.2.7, 127.0.0.1', '192.0.2.7'],
    [trusted, '', '127.0.0.1'],
    [{ ...trusted, KEYWARD_PUBLIC_URL: 'https://keyward.example' }, '192.0.2.7', '192.0.2.7'],
  ] as const) {
    const trustedProxies = 'KEYWARD_TRUSTED_PROXIES' in settings ? ['127.0.0.1'] : [];
    const service = await startTestService(t, { config: { trustedProxies } });
    const { ask } = await beforeTheRoutes(t, service, settings);
    const { token, _id } = await service.createToken({ role: 'reader' });
    const bound = await service.createToken({ role: 'reader', allowedIps: ['192.0.2.0/24'] });
    const proxied =
      forwarded === '' ? [] : ['X-Forwarded-For', forwarded, 'X-Forwarded-Proto', 'https', 'Via', '1.1 a'];
    const routed = (secret: string) =>
      service.app.inject({
        url: IDENTITY,
        remoteAddress: '127.0.0.1',
        headers: { authorization: secret, ...(forwarded !== '' && { 'x-forwarded-for': forwarded }) },
      });
    const lastAddress = async () => {
      await service.flush();
      return (await service.call({ url: `/api/v2/tokens/${_id}` })).json().lastUsedAddress;
    };
    assert.equal((await routed(token)).statusCode, 200);
    assert.equal(await lastAddress(), address, 'as the routes find it');
    service.clock.advance(61_000);
    const unbound = await ask({ path: IDENTITY, headers: ['Authorization', token, ...proxied] });
    assert.equal(unbound.status, 200);
    assert.equal(await lastAddress(), address);
    const isRight = (await routed(bound.token)).statusCode === 200;
    assert.equal(isRight, address === '192.0.2.7');
    const answer = await ask({ path: IDENTITY, headers: ['Authorization', bound.token, ...proxied] });
    assert.equal(answer.status, isRight ? 200 : LEFT_TO_THE_ROUTES);
  }
});

test('behind a proxy that ends TLS whoever else is connected has no address for memory', () => {
  const config = readConfig(
    { KEYWARD_PUBLIC_URL: 'https://keyward.example', KEYWARD_TRUSTED_PROXIES: '192.0.2.1' },
    { data: 'unused' },
  );
  const addressOf = clientAddresses(config);
  const from = (remoteAddress: string) =>
    addressOf({ socket: { remoteAddress }, headers: { 'x-forwarded-for': '203.0.113.5' } } as never);
  assert.equal(from('192.0.2.1'), '203.0.113.5');
  assert.equal(from('198.51.100.9'), undefined);
  assert.equal(from('127.0.0.1'), '127.0.0.1', 'this machine is no proxy');
});

test('data that may not be served is not served from memory', async (t) => {
  const service = await startTestService(t);
  const { ask } = await beforeTheRoutes(t, service);
  const headers = ['Authorization', service.ownerSecret];
  await service.call({ url: IDENTITY });
  assert.equal((await ask({ path: IDENTITY, headers })).status, 200);
  service.write('update epochs set accepted_at = null');
  await service.app.deployment?.epoch.look();
  await service.app.deployment?.principals.load(service.ownerSecret as never);
  assert.equal((await ask({ path: IDENTITY, headers })).status, LEFT_TO_THE_ROUTES);
});

test('a service that stops ends what is under way and answers nothing new, from memory neither', async (t) => {
  const service = await startTestService(t, { config: { logLevel: 'info' } });
  await service.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = service.app.server.address() as AddressInfo;
  const connection = openRawConnection(t, port);
  const head = (start: string, ...more: string[]) =>
    [start, 'Host: keyward', `Authorization: ${service.ownerSecret}`, ...more, '', ''].join('\r\n');
  const identity = head(`GET ${IDENTITY} HTTP/1.1`);
  connection.write(identity.repeat(2));
  assert.deepEqual(
    (await connection.answers(2)).map(({ status }) => status),
    [200, 200],
  );
  const body = JSON.stringify({ key: 'late', name: 'late', policy: [] });
  const type = ['Content-Type: application/json', `Content-Length: ${body.length}`];
  const arrived = new Promise<void>((resolve) => service.app.server.once('request', () => resolve()));
  connection.write(head('POST /api/v2/roles HTTP/1.1', ...type) + body.slice(0, 5));
  await arrived;
  const closed = service.app.close();
  while (service.app.server.listening) await nextTurn();
  connection.write(body.slice(5) + identity);
  const [made, refused] = await connection.answers(2);
  assert.equal(made?.status, 201, made?.text);
  assert.equal(refused?.status, 503, refused?.text);
  assert.equal(refused?.headers.connection, 'close');
  await closed;
});
