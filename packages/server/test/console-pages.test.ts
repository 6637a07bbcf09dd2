import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { startTestService, temporaryDirectory } from './test-service.ts';

const SCRIPT = 'console.log("a");'.repeat(50);

/** A service with a build of pages that is small enough to be looked at. */
async function startWithPages(t: TestContext, options: Parameters<typeof startTestService>[1] = {}) {
  const directory = temporaryDirectory(t);
  mkdirSync(join(directory, 'assets'));
  writeFileSync(
    join(directory, 'index.html'),
    '<meta property="csp-nonce" nonce="__CSP_NONCE__"><meta content="__TOKEN_PREFIXES__"><script nonce="__CSP_NONCE__"></script>',
  );
  writeFileSync(join(directory, 'assets', 'main-1a2b.js'), SCRIPT);
  writeFileSync(join(directory, 'assets', 'notes.txt'), 'not of the console');
  return startTestService(t, { ...options, pages: directory });
}

test('every address of the console is one page, with a nonce of its own and a strict policy', async (t) => {
  const service = await startWithPages(t);
  const nonces = new Set<string>();
  const urls = [
    '/',
    '/login',
    '/tokens',
    '/tokens/abc/reset?q=1',
    '/settings/authorization',
    '/invitation',
    '/activate?code=WDJB-MJHT',
    '/audit',
    '/roles/qa',
    '/teams/web',
    '/who-can',
    '/quick-start',
    '/members/new',
  ];
  for (const url of urls) {
    const response = await service.call({ url, as: null });
    assert.equal(response.statusCode, 200, url);
    assert.match(String(response.headers['content-type']), /^text\/html/);
    assert.equal(response.headers['cache-control'], 'no-store');
    const policy = String(response.headers['content-security-policy']);
    const [, nonce = ''] = /'nonce-([\w-]+)'/.exec(policy) ?? [];
    nonces.add(nonce);
    assert.equal(response.body.split(`nonce="${nonce}"`).length, 3, 'the page has the nonce of its policy');
    for (const rule of [
      "default-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "form-action 'self'",
    ]) {
      assert.ok(policy.split('; ').includes(rule), rule);
    }
    assert.doesNotMatch(policy, /unsafe|https?:|\*/, 'nothing is let in from elsewhere');
    assert.equal(response.headers['referrer-policy'], 'no-referrer');
    assert.equal(response.headers['cross-origin-opener-policy'], 'same-origin');
    assert.equal(response.headers['x-content-type-options'], 'nosniff');
    assert.equal(response.headers['x-frame-options'], 'DENY');
  }
  assert.equal(nonces.size, urls.length, 'no nonce is used twice');
});

test('assets are kept for ever and come compressed where that is understood; other files are not served', async (t) => {
  const service = await startWithPages(t);
  const url = '/assets/main-1a2b.js';
  const plain = await service.call({ url, as: null });
  assert.equal(plain.headers['cache-control'], 'public, max-age=31536000, immutable');
  assert.match(String(plain.headers['content-type']), /^text\/javascript/);
  assert.equal(plain.headers['content-encoding'], undefined);
  assert.equal(plain.body, SCRIPT);
  const compressed = await service.call({ url, as: null, headers: { 'accept-encoding': 'gzip, br' } });
  assert.equal(compressed.headers['content-encoding'], 'gzip');
  assert.equal(compressed.headers.vary, 'accept-encoding');
  assert.equal(gunzipSync(compressed.rawPayload).toString(), SCRIPT);
  for (const path of ['notes.txt', '..%2Findex.html', '..%2F..%2Fpepper', 'main.js', '__proto__']) {
    const refused = await service.call({ url: `/assets/${path}`, as: null });
    assert.deepEqual([refused.statusCode, refused.json().code], [404, 'not_found'], path);
  }
});

test('what is no address of the console stays JSON, with pages and without', async (t) => {
  const service = await startWithPages(t);
  for (const url of ['/api/v2/nothing', '/api/v2/tokens', '/oauth2/introspect', '/anything', '/tokensx']) {
    const response = await service.call({ url, as: null });
    assert.ok([401, 404, 405].includes(response.statusCode), url);
    assert.match(String(response.headers['content-type']), /^application\/json/);
  }
  const posted = await service.call({ method: 'POST', url: '/login', as: null });
  assert.deepEqual([posted.statusCode, posted.json().code], [405, 'method_not_allowed']);
  const without = await startTestService(t);
  assert.equal((await without.call({ url: '/tokens', as: null })).statusCode, 404);
});

test('until there is an owner every page leads to the first run, and afterwards none does', async (t) => {
  const fresh = await startWithPages(t, { setUp: false });
  for (const url of ['/', '/login', '/tokens/new?name=a', '/settings']) {
    const { statusCode, headers } = await fresh.call({ url, as: null });
    assert.deepEqual([statusCode, headers.location, headers['cache-control']], [302, '/welcome', 'no-store']);
  }
  assert.equal((await fresh.call({ url: '/welcome', as: null })).statusCode, 200);
  const service = await startWithPages(t);
  const late = await service.call({ url: '/welcome', as: null });
  assert.deepEqual([late.statusCode, late.headers.location], [302, '/']);
});

test('a page is shown although the database does not say whether there is an owner', async (t) => {
  const service = await startWithPages(t);
  t.mock.method(service.deployment.store.reads.accounts, 'hasAccount', () =>
    Promise.reject(new Error('no database')),
  );
  for (const url of ['/login', '/welcome'])
    assert.equal((await service.call({ url, as: null })).statusCode, 200, url);
});

test('a page knows what the tokens of its service begin with', async (t) => {
  const service = await startWithPages(t);
  const { body } = await service.call({ url: '/tokens', as: null });
  assert.match(body, /<meta content="kw">/);
});
