import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCall } from '../src/page/parse-call.ts';

test('a request is sent as it stands: method, path, headers, body', () => {
  const text =
    'POST /api/v2/tokens?a=b\nAuthorization: Bearer x\nContent-Type: application/json\n\n{\n\n"name": "a: b"}\n';
  assert.deepEqual(parseCall(text), {
    url: '/api/v2/tokens?a=b',
    init: {
      method: 'POST',
      headers: { Authorization: 'Bearer x', 'Content-Type': 'application/json' },
      body: '{\n\n"name": "a: b"}',
    },
  });
  assert.deepEqual(parseCall('GET /api/v2'), { url: '/api/v2', init: { method: 'GET', headers: {} } });
});

test('what would go to another host, or is no request, is refused', () => {
  for (const line of [
    'GET https://elsewhere.example/',
    'GET //elsewhere.example/',
    'GET elsewhere.example',
    'GET /\\elsewhere.example/',
    'GET',
    '',
    '/api/v2',
  ])
    assert.throws(
      () => parseCall(`${line}\nAuthorization: Bearer x`),
      /begin with a method and a path/,
      line,
    );
  assert.throws(() => parseCall('GET /api/v2\nno header'), /is no header/);
});
