import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { startTestService, temporaryDirectory } from './test-service.ts';

const NO_PAGE = '<h1>There is no such page</h1>';
const PAGE = `<h1>Tokens</h1>${'<p>A token.</p>'.repeat(50)}`;

/** A service with a build of the guide that is small enough to be looked at. */
async function startWithGuide(t: TestContext, options: Parameters<typeof startTestService>[1] = {}) {
  const guide = temporaryDirectory(t);
  mkdirSync(join(guide, 'docs', 'assets'), { recursive: true });
  mkdirSync(join(guide, 'docs', 'gateways'));
  writeFileSync(join(guide, 'docs', 'tokens.html'), PAGE);
  writeFileSync(join(guide, 'docs', 'gateways', 'nginx.html'), PAGE);
  writeFileSync(join(guide, 'docs', 'tokens.md'), '# Tokens\n');
  writeFileSync(join(guide, 'docs', 'assets', 'guide-1a2b.js'), 'console.log("a")');
  writeFileSync(join(guide, 'docs', 'assets', 'notes.exe'), 'not of the guide');
  writeFileSync(join(guide, 'not-found.html'), NO_PAGE);
  writeFileSync(join(guide, 'llms.txt'), '# Keyward\n');
  writeFileSync(join(guide, 'openapi.json'), '{}');
  writeFileSync(join(guide, 'openapi.yaml'), 'openapi: 3.1.0\n');
  writeFileSync(join(guide, '.built'), 'fingerprint');
  return startTestService(t, { ...options, guide });
}

test('every page of the guide is for everybody, and its policy lets nothing run that stands in it', async (t) => {
  for (const setUp of [true, false]) {
    const service = await startWithGuide(t, { setUp });
    for (const url of ['/docs/tokens', '/docs/gateways/nginx?q=1']) {
      const { statusCode, headers, body } = await service.call({ url, as: null });
      assert.deepEqual([statusCode, body], [200, PAGE], url);
      assert.match(String(headers['content-type']), /^text\/html/);
      assert.equal(headers['cache-control'], 'no-store');
      const policy = String(headers['content-security-policy']).split('; ');
      for (const rule of [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
      ])
        assert.ok(policy.includes(rule), rule);
      assert.doesNotMatch(policy.join(), /unsafe|nonce|https?:|data:|\*/);
      assert.equal(headers['referrer-policy'], 'no-referrer');
      assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['x-frame-options'], 'DENY');
    }
    for (const url of ['/docs', '/docs/']) {
      const { statusCode, headers } = await service.call({ url, as: null });
      assert.deepEqual([statusCode, headers.location], [302, '/docs/quick-start']);
    }
  }
});

test('texts for programs say what they are; pages come compressed where that is understood; only assets are kept', async (t) => {
  const service = await startWithGuide(t);
  const types = {
    '/docs/tokens.md': 'text/markdown; charset=utf-8',
    '/docs/tokens/llms.txt': 'text/plain; charset=utf-8',
    '/llms.txt': 'text/plain; charset=utf-8',
    '/openapi.json': 'application/json; charset=utf-8',
    '/openapi.yaml': 'application/yaml; charset=utf-8',
    '/docs/assets/guide-1a2b.js': 'text/javascript; charset=utf-8',
  };
  for (const [url, type] of Object.entries(types)) {
    const { statusCode, headers } = await service.call({ url, as: null });
    assert.deepEqual([statusCode, headers['content-type']], [200, type], url);
    const kept = url.startsWith('/docs/assets/') ? 'public, max-age=31536000, immutable' : 'no-store';
    assert.equal(headers['cache-control'], kept, url);
  }
  const zipped = await service.call({
    url: '/docs/tokens',
    as: null,
    headers: { 'accept-encoding': 'gzip' },
  });
  assert.deepEqual([zipped.headers['content-encoding'], zipped.headers.vary], ['gzip', 'accept-encoding']);
  assert.equal(gunzipSync(zipped.rawPayload).toString(), PAGE);
});

test('a wrong address below the guide is a page in a browser, a text for who asks for one, and the common error for programs', async (t) => {
  for (const setUp of [true, false]) {
    const service = await startWithGuide(t, { setUp });
    const ask = async (url: string, accept: string) => {
      const { statusCode, headers, body } = await service.call({ url, as: null, headers: { accept } });
      const [type] = String(headers['content-type']).split(';');
      return { statusCode, type, body, headers };
    };
    const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
    for (const url of ['/docs/nothing', '/docs/nothing/below?q=1', '/docs/tokens.html']) {
      const { statusCode, type, body, headers } = await ask(url, browser);
      assert.deepEqual([statusCode, type, body], [404, 'text/html', NO_PAGE], url);
      assert.match(String(headers['content-security-policy']), /^default-src 'none'/);
      assert.equal(headers['cache-control'], 'no-store');
    }
    for (const url of ['/docs/nothing.md', '/docs/nothing/llms.txt', '/docs/tokens/nothing.md?q=1']) {
      const { statusCode, type, body } = await ask(url, browser);
      assert.deepEqual([statusCode, type], [404, 'text/markdown'], url);
      assert.match(body, /^# There is no such page\n/);
    }
    for (const accept of ['*/*', 'application/json']) {
      const { statusCode, type } = await ask('/docs/nothing', accept);
      assert.deepEqual([statusCode, type], [404, 'application/json']);
    }
  }
});

test('nothing but what was built for the guide is served below it, and without a build nothing is', async (t) => {
  const service = await startWithGuide(t);
  for (const url of [
    '/docs/nothing',
    '/docs/tokens.html',
    '/docs/assets/notes.exe',
    '/docs/..%2F.built',
    '/.built',
    '/not-found',
  ]) {
    const refused = await service.call({ url, as: null });
    assert.deepEqual([refused.statusCode, refused.json().code], [404, 'not_found'], url);
  }
  const posted = await service.call({ method: 'POST', url: '/docs/tokens', as: null });
  assert.deepEqual([posted.statusCode, posted.json().code], [405, 'method_not_allowed']);
  const without = await startTestService(t);
  for (const url of ['/docs', '/docs/tokens', '/llms.txt', '/openapi.yaml'])
    assert.equal((await without.call({ url, as: null })).statusCode, 404, url);
});
