import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { mintSecret } from '../src/tokens/token-format.ts';
import { startTestService, type TestService } from './test-service.ts';

const IDENTITY = '/api/v2/caller-identity';

/** Sends bytes as they are, and answers the status and the whole answer. */
async function sendRaw(service: TestService, request: string): Promise<{ status: number; answer: string }> {
  if (!service.app.server.listening) await service.app.listen({ port: 0 });
  const address = service.app.server.address();
  const socket = connect(typeof address === 'object' && address ? address.port : 0, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(request);
  let answer = '';
  socket.on('data', (bytes) => {
    answer += bytes.toString('latin1');
  });
  await new Promise((closed) => socket.on('close', closed));
  return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0), answer };
}

function request(...headers: string[]): string {
  return [`GET ${IDENTITY} HTTP/1.1`, 'Host: x', 'Connection: close', ...headers, '', ''].join('\r\n');
}

test('V1: a secret is taken raw and after `Bearer` in any case', async (t) => {
  const service = await startTestService(t);
  for (const scheme of ['', 'Bearer ', 'bearer ', 'BEARER ', 'Bearer   ']) {
    const response = await service.call({ url: IDENTITY, as: `${scheme}${service.ownerSecret}` });
    assert.equal(response.statusCode, 200, scheme);
  }
});

test('V1, V6: anything else is 401 with a challenge, and says nothing about the secret', async (t) => {
  const service = await startTestService(t);
  const { token, _id } = await service.createToken({ role: 'reader' });
  await service.call({ method: 'DELETE', url: `/api/v2/tokens/${_id}` });
  const own = service.ownerSecret;
  const presented = [
    `Basic ${Buffer.from(`x:${own}`).toString('base64')}`,
    `Digest ${own}`,
    `Token ${own}`,
    `${own} ${own}`,
    `Bearer ${own},${own}`,
    `Bearer ${own} ${own}`,
    `Bearer Bearer ${own}`,
    own.slice(0, -1),
    own.toUpperCase(),
    mintSecret('kw', 'personal'),
    mintSecret('kw', 'service'),
    mintSecret('acme', 'personal'),
    mintSecret('api-', 'personal'),
    token,
    'sdk-0f8fad5b-d9cb-469f-a165-70867728950e',
    'x',
    '"',
    '0'.repeat(10_000),
  ];
  const bodies = new Set<string>();
  for (const as of presented) {
    const response = await service.call({ url: IDENTITY, as });
    assert.equal(response.statusCode, 401, as.slice(0, 60));
    assert.equal(response.headers['www-authenticate'], 'Bearer error="invalid_token"');
    const { requestId: _, ...body } = response.json();
    bodies.add(JSON.stringify(body));
  }
  assert.deepEqual([...bodies], ['{"code":"unauthorized","message":"Invalid access token"}']);
});

test('no token is 401 with a bare challenge', async (t) => {
  const service = await startTestService(t);
  for (const as of [null, '', 'Bearer', 'bearer', 'Bearer ', '   ']) {
    const response = await service.call({ url: IDENTITY, as });
    assert.equal(response.statusCode, 401);
    assert.equal(response.headers['www-authenticate'], 'Bearer');
    assert.equal(response.json().code, 'unauthorized');
  }
});

test('V2: two `Authorization` headers are 400, whichever comes first', async (t) => {
  const service = await startTestService(t);
  const valid = `Authorization: ${service.ownerSecret}`;
  for (const headers of [
    [valid, 'Authorization: x'],
    ['authorization: x', valid],
    [valid, valid],
  ]) {
    const { status, answer } = await sendRaw(service, request(...headers));
    assert.equal(status, 400);
    assert.match(answer, /one `Authorization` header/);
  }
  assert.equal((await sendRaw(service, request(valid))).status, 200);
});

test('V3, V4: a token in the query is refused and not logged, alone or beside the header', async (t) => {
  const service = await startTestService(t);
  for (const as of [null, service.ownerSecret]) {
    const response = await service.call({ url: `${IDENTITY}?x=1&access_token=${service.ownerSecret}`, as });
    assert.equal(response.statusCode, 400);
    assert.match(response.json().message, /token in the query/);
  }
  assert.equal(service.logLines.join('').includes(service.ownerSecret), false);
});

test('V3: a token in a cookie or a form is no credential', async (t) => {
  const service = await startTestService(t);
  const cookie = await service.call({
    url: IDENTITY,
    as: null,
    headers: { cookie: `access_token=${service.ownerSecret}` },
  });
  assert.equal(cookie.statusCode, 401);
  const form = await service.call({
    method: 'POST',
    url: '/api/v2/tokens',
    as: null,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: `access_token=${service.ownerSecret}`,
  });
  assert.equal(form.statusCode, 401);
  const empty = await service.call({ url: IDENTITY, headers: { cookie: '' } });
  assert.equal(empty.statusCode, 200);
});

test('V5: oversized and broken headers are refused, and the service goes on', async (t) => {
  const service = await startTestService(t);
  for (const [value, statuses] of [
    ['x'.repeat(65_536), [431]],
    ['x'.repeat(1_048_576), [431, 0]],
    ['kwp_\0', [400]],
    [`${service.ownerSecret}\rX: y`, [400]],
    ['\u00ef\u00bb\u00bfkwp_x', [401]],
    [`${service.ownerSecret}\t`, [200]],
    [`\t${service.ownerSecret} `, [200]],
  ] as const) {
    const { status } = await sendRaw(service, request(`Authorization: ${value}`));
    assert.ok(
      (statuses as readonly number[]).includes(status),
      `${JSON.stringify(value.slice(0, 20))}: ${status}`,
    );
  }
  assert.equal((await service.call({ url: IDENTITY })).statusCode, 200);
});

test('S12: a secret of another kind or prefix is unknown before any look-up', async (t) => {
  const service = await startTestService(t);
  const looked = t.mock.method(service.deployment.store, 'findSecretOwner');
  const own = service.ownerSecret;
  for (const as of [
    own.replace('kwp_', 'kws_'),
    `${own.slice(0, -1)}~`,
    mintSecret('acme', 'personal'),
    'x',
  ]) {
    assert.equal((await service.call({ url: IDENTITY, as })).statusCode, 401);
  }
  assert.equal(looked.mock.callCount(), 0);
  assert.equal((await service.call({ url: IDENTITY })).statusCode, 200);
  assert.equal(looked.mock.callCount(), 1);
});

test('S3: a well-formed secret that nobody was given is 401: a checksum proves nothing', async (t) => {
  const service = await startTestService(t);
  for (let attempt = 0; attempt < 50; attempt++) {
    const response = await service.call({ url: IDENTITY, as: mintSecret('kw', 'personal') });
    assert.equal(response.statusCode, 401);
  }
});

test('a deployment accepts every prefix it lists and issues the first', async (t) => {
  const service = await startTestService(t, { config: { tokenPrefixes: ['acme', 'kw', 'api-'] } });
  assert.match(service.ownerSecret, /^acmep_/);
  const plain = await startTestService(t, { config: { tokenPrefixes: ['api-'] } });
  const { token } = await plain.createToken({ role: 'reader', serviceToken: true });
  assert.match(token, /^api-[0-9a-f-]{36}$/);
  assert.equal((await plain.call({ url: IDENTITY, as: token })).json().tokenKind, 'service');
});
