import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import type { ListedTokens } from '../src/storage/token-list-store.ts';
import { startTestService } from './test-service.ts';

const TOKENS = '/api/v2/tokens';

test('HEAD answers like GET, without a body', async (t) => {
  const service = await startTestService(t);
  for (const url of ['/api/v2/account', TOKENS, '/api/v2/caller-identity']) {
    const get = await service.call({ url });
    const head = await service.call({ method: 'HEAD', url });
    assert.equal(head.statusCode, 200);
    assert.equal(head.body, '');
    assert.equal(head.headers['content-length'], get.headers['content-length']);
  }
  assert.equal((await service.call({ method: 'HEAD', url: '/api/v2/account', as: null })).statusCode, 401);
});

test('a POST may name its method in a header; other methods may not', async (t) => {
  const service = await startTestService(t);
  const { _id } = await service.createToken({ role: 'reader' });
  const url = `${TOKENS}/${_id}`;
  const override = { 'x-http-method-override': 'DELETE' };
  assert.equal((await service.call({ method: 'GET', url, headers: override })).statusCode, 200);
  const odd = await service.call({ method: 'POST', url, headers: { 'x-http-method-override': 'GET' } });
  assert.equal(odd.statusCode, 405);
  assert.equal((await service.call({ method: 'POST', url, headers: override })).statusCode, 204);
  assert.equal((await service.call({ url })).statusCode, 404);
});

test('the version comes from the header, else from the token', async (t) => {
  const service = await startTestService(t);
  const { token } = await service.createToken({ role: 'reader', defaultApiVersion: 20160426 });
  const versions = async (header: string | string[] | undefined, as = token) =>
    service.call({
      url: '/api/v2/versions',
      as,
      headers: header === undefined ? {} : { 'ld-api-version': header },
    });
  const current = async (header?: string | string[]) => (await versions(header)).json().currentVersion;

  assert.deepEqual((await versions(undefined)).json(), {
    validVersions: [20160426, 20191212, 20210729, 20220603, 20240415],
    latestVersion: 20240415,
    currentVersion: 20160426,
    beta: false,
  });
  assert.equal(await current('20220603'), 20220603);
  assert.equal(await current('20240415, 20240415'), 20240415);
  assert.equal(await current('20240415,20191212'), 20191212);
  assert.equal(await current(''), 20160426);
  const beta = (await versions('20191212, beta')).json();
  assert.deepEqual([beta.currentVersion, beta.beta], [20240415, true]);
  for (const unknown of ['20200101', 'latest', '2024', '20240415x', '0x1']) {
    const response = await versions(unknown);
    assert.equal(response.statusCode, 400, unknown);
    assert.match(response.json().message, /unknown API version/);
  }
});

test('a page of any origin may call with a token of its own, never with credentials', async (t) => {
  const service = await startTestService(t);
  const preflight = await service.call({
    method: 'OPTIONS',
    url: TOKENS,
    as: null,
    headers: { origin: 'https://app.example', 'access-control-request-method': 'POST' },
  });
  assert.equal(preflight.statusCode, 204);
  assert.equal(preflight.headers['access-control-allow-origin'], 'https://app.example');
  assert.equal(preflight.headers['access-control-max-age'], '300');
  assert.match(String(preflight.headers['access-control-allow-methods']), /POST.*PATCH.*DELETE/);
  assert.match(String(preflight.headers['access-control-allow-headers']), /Authorization.*LD-API-Version/);
  assert.equal(preflight.headers['access-control-allow-credentials'], undefined);

  const plain = await service.call({ url: TOKENS });
  assert.equal(plain.headers['access-control-allow-origin'], '*');
  const refused = await service.call({ url: TOKENS, as: null, headers: { origin: 'https://app.example' } });
  assert.equal(refused.statusCode, 401);
  assert.equal(refused.headers['access-control-allow-origin'], 'https://app.example');
});

test('answers are not stored, not sniffed, and named', async (t) => {
  const service = await startTestService(t);
  const responses = [await service.call({ url: TOKENS }), await service.call({ url: TOKENS, as: null })];
  for (const { headers } of responses) {
    assert.equal(headers['cache-control'], 'no-store');
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.match(String(headers['x-request-id']), /^[0-9a-f]{24}$/);
  }
  assert.notEqual(responses[0]?.headers['x-request-id'], responses[1]?.headers['x-request-id']);
});

test('H8: the host of a call is not used to build links', async (t) => {
  const service = await startTestService(t);
  const response = await service.call({ url: TOKENS, headers: { host: 'evil.example' } });
  assert.equal(response.body.includes('evil.example'), false);
});

test('forwarded headers of a peer that is not trusted change nothing', async (t) => {
  const service = await startTestService(t);
  await service.call({
    method: 'POST',
    url: TOKENS,
    payload: { role: 'reader' },
    headers: { 'x-forwarded-for': '203.0.113.9' },
  });
  const [entry] = service.query('select record from audit_entries order by number desc limit 1');
  assert.equal(JSON.parse(String(entry?.record)).actor.address, '127.0.0.1');

  const trusting = await startTestService(t, { config: { trustedProxies: ['127.0.0.0/8'] } });
  await trusting.call({
    method: 'POST',
    url: TOKENS,
    payload: { role: 'reader' },
    headers: { 'x-forwarded-for': '198.51.100.1, 203.0.113.9' },
  });
  const [trusted] = trusting.query('select record from audit_entries order by number desc limit 1');
  assert.equal(JSON.parse(String(trusted?.record)).actor.address, '203.0.113.9');
});

test('behind a proxy that ends TLS only the proxy may connect', async (t) => {
  const config = { publicUrl: 'https://tokens.example', trustedProxies: ['192.0.2.0/24'] };
  const service = await startTestService(t, { config });
  const from = async (remoteAddress: string) =>
    (await service.call({ url: TOKENS, remoteAddress })).statusCode;
  assert.equal(await from('192.0.2.7'), 200);
  assert.equal(await from('127.0.0.1'), 200);
  assert.equal(await from('::ffff:192.0.2.7'), 200);
  assert.equal(await from('203.0.113.1'), 403);
  assert.equal(await from('2001:db8::1'), 403);
});

test('a service that stops ends what is under way, and answers what comes after in the shape of every error', async (t) => {
  const service = await startTestService(t);
  const entered = Promise.withResolvers<void>();
  const released = Promise.withResolvers<ListedTokens>();
  t.mock.method(service.deployment.store.reads.tokens, 'listTokens', () => {
    entered.resolve();
    return released.promise;
  });
  const url = new URL(await service.app.listen({ port: 0 }));
  const socket = connect(Number(url.port), url.hostname);
  const get = (path: string) =>
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: ${service.ownerSecret}\r\n\r\n`);
  get(TOKENS);
  await entered.promise;
  const closing = service.app.close();
  await new Promise((next) => setImmediate(next));
  get('/api/v2/account');
  await new Promise((next) => setImmediate(next));
  released.resolve({ items: [], totalCount: 0 });
  const [, first, second] = (await text(socket)).split('HTTP/1.1 ');
  await closing;
  assert.match(first ?? '', /^200 /);
  assert.match(second ?? '', /^503 /);
  assert.match(second ?? '', /retry-after: 1\r\n/i);
  assert.match(second ?? '', /connection: close\r\n/i);
  assert.match(second ?? '', /"code":"service_unavailable"/);
});
