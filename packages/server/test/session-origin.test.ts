import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { InjectOptions } from 'fastify';
import { addSigner, Browser, ORIGIN, PASSWORD } from './browser.ts';
import { startTestService, type TestService } from './test-service.ts';

const NEW_TOKEN = { method: 'POST', url: '/api/v2/tokens', payload: { role: 'reader' } } as const;

async function signedInAdmin(t: TestContext, options: Parameters<typeof startTestService>[1] = {}) {
  const service = await startTestService(t, options);
  const member = await addSigner(service, 'grace@example.com', 'admin');
  const browser = new Browser(service);
  const origin = options.config?.publicUrl ?? ORIGIN;
  const response = await browser.call({
    method: 'POST',
    url: '/api/v2/session',
    headers: { origin },
    payload: { email: member.email, password: PASSWORD },
  });
  assert.equal(response.statusCode, 201);
  return { service, member, browser };
}

function tokenCount(service: TestService): number {
  return Number(service.query('select count(*) as n from tokens')[0]?.n);
}

async function requireRefused(service: TestService, browser: Browser, call: InjectOptions, why: string) {
  const before = tokenCount(service);
  const response = await browser.call(call);
  assert.equal(response.statusCode, 403, why);
  assert.equal(response.json().code, 'forbidden', why);
  assert.equal(tokenCount(service), before, why);
}

test('W1: a page of another origin changes nothing with the session of its visitor', async (t) => {
  const { service, browser } = await signedInAdmin(t);
  for (const origin of [
    'https://evil.example',
    'http://localhost.evil.example',
    'http://localhost:8081',
    'https://localhost',
    'null',
    '',
    'http://localhost/',
  ]) {
    await requireRefused(service, browser, { ...NEW_TOKEN, headers: { origin } }, `origin ${origin}`);
  }
  for (const site of ['cross-site', 'same-site', 'none']) {
    await requireRefused(service, browser, { ...NEW_TOKEN, headers: { 'sec-fetch-site': site } }, site);
  }
  assert.equal((await browser.call(NEW_TOKEN)).statusCode, 201);
  const headers = { 'sec-fetch-site': 'same-origin' };
  assert.equal((await browser.call({ ...NEW_TOKEN, headers })).statusCode, 201);
});

test('W1: forms and scripts without CORS are refused by what they cannot send', async (t) => {
  const { service, browser } = await signedInAdmin(t);
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const before = tokenCount(service);
  for (const [type, payload] of [
    ['application/x-www-form-urlencoded', 'role=reader'],
    ['text/plain', '{"role":"reader"}'],
    ['multipart/form-data; boundary=x', '--x--'],
    ['application/json', '{"role":"reader"}'],
  ] as const) {
    const headers = { cookie, origin: 'https://evil.example', 'content-type': type };
    const response = await service.app.inject({ ...NEW_TOKEN, payload, headers });
    assert.equal(response.statusCode, 403, type);
    assert.equal(response.headers['access-control-allow-credentials'], undefined);
  }
  const ownForm = { cookie, origin: ORIGIN, 'x-keyward-request': '1', 'content-type': 'text/plain' };
  const response = await service.app.inject({ ...NEW_TOKEN, payload: '{"role":"reader"}', headers: ownForm });
  assert.equal(response.statusCode, 415);
  assert.equal(tokenCount(service), before);
});

test('W2: a change with a session needs the header of the console and an origin', async (t) => {
  const { service, browser } = await signedInAdmin(t);
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const before = tokenCount(service);
  for (const headers of [
    { cookie },
    { cookie, origin: ORIGIN },
    { cookie, 'x-keyward-request': '1' },
    { cookie, origin: ORIGIN, 'x-keyward-request': '0' },
    { cookie, origin: ORIGIN, 'x-keyward-request': 'true' },
    { cookie, origin: ORIGIN, 'x-keyward-request': '1, 1' },
  ]) {
    const response = await service.app.inject({ ...NEW_TOKEN, headers });
    assert.equal(response.statusCode, 403, JSON.stringify(headers));
  }
  assert.equal(tokenCount(service), before);
});

test('W2: no way around the method: a tunnelled change is a change', async (t) => {
  const { service, browser } = await signedInAdmin(t);
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  for (const method of ['POST', 'GET', 'HEAD'] as const) {
    const headers = { cookie, 'x-http-method-override': 'DELETE' };
    await service.app.inject({ method, url: '/api/v2/session', headers });
    assert.equal(await browser.isSignedIn(), true, method);
  }
});

test('a session call from a foreign origin is refused even when it only reads', async (t) => {
  const { browser } = await signedInAdmin(t);
  const read = (origin: string) => browser.call({ url: '/api/v2/account', headers: { origin } });
  assert.equal((await read('https://evil.example')).statusCode, 403);
  assert.equal((await read(ORIGIN)).statusCode, 200);
  assert.equal((await browser.call({ url: '/api/v2/account' })).statusCode, 200);
});

test('nobody is signed in from a foreign page', async (t) => {
  const service = await startTestService(t);
  await addSigner(service, 'grace@example.com');
  const payload = { email: 'grace@example.com', password: PASSWORD };
  for (const headers of [
    {},
    { origin: ORIGIN },
    { origin: 'https://evil.example', 'x-keyward-request': '1' },
  ]) {
    const response = await service.app.inject({ method: 'POST', url: '/api/v2/session', payload, headers });
    assert.equal(response.statusCode, 403);
    assert.equal(response.headers['set-cookie'], undefined);
  }
});

test('the origin is the public address where one is set, and no other', async (t) => {
  const publicUrl = 'https://tokens.example.com';
  const { service, browser } = await signedInAdmin(t, { config: { publicUrl } });
  await requireRefused(service, browser, NEW_TOKEN, 'the address of the listener');
  const response = await browser.call({ ...NEW_TOKEN, headers: { origin: publicUrl } });
  assert.equal(response.statusCode, 201);
});

test('with a token and a session the token decides, and no origin is asked for', async (t) => {
  const { service, browser } = await signedInAdmin(t);
  const { token } = await service.createToken({ role: 'reader', name: 'weak' });
  const both = (authorization: string) =>
    browser.call({ ...NEW_TOKEN, headers: { authorization, origin: 'https://any.example' } });
  assert.equal((await both(token)).statusCode, 403);
  assert.equal((await both(service.ownerSecret)).statusCode, 201);
  assert.equal((await both('not-a-token')).statusCode, 401);
  const identity = await browser.call({
    url: '/api/v2/caller-identity',
    headers: { authorization: service.ownerSecret },
  });
  assert.equal(identity.json().authKind, 'token');
});

test('an empty or malformed cookie beside a token changes nothing, and alone is nobody', async (t) => {
  const { service, browser } = await signedInAdmin(t);
  const own = browser.cookies.get('__Host-keyward') ?? '';
  for (const cookie of [
    '',
    ';',
    '=',
    '__Host-keyward',
    '__Host-keyward=',
    '__Host-keyward=x',
    '__Host-keyward=%',
    '__Host-keyward=%00',
    `__Host-keyward=${'a'.repeat(8_000)}`,
    'keyward=x',
    `keyward=${own}`,
    `__host-keyward=${own}`,
    `__Host-keyward=${own}; __Host-keyward=${own}`,
    `__Host-keyward=${own.slice(0, -6)}`,
  ]) {
    const call = { url: '/api/v2/caller-identity' } as const;
    const withToken = await service.call({ ...call, headers: { cookie } });
    assert.equal(withToken.statusCode, 200, cookie);
    assert.equal(withToken.json().authKind, 'token');
    const alone = await service.call({ ...call, as: null, headers: { cookie } });
    assert.equal(alone.statusCode, 401, cookie);
  }
});
