import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { LightMyRequestResponse } from 'fastify';
import { FAILURE_CODES } from '../src/failure.ts';
import { STATUS_OF } from '../src/http/error-map.ts';
import { StorageUnavailable } from '../src/storage/store.ts';
import { type CallOptions, startTestService } from './test-service.ts';

const TOKENS = '/api/v2/tokens';
const JSON_TYPE = { 'content-type': 'application/json' };

function assertErrorShape(response: LightMyRequestResponse, status: number, code: string): void {
  assert.equal(response.statusCode, status, response.body);
  assert.match(String(response.headers['content-type']), /^application\/json/);
  assert.equal(response.headers.link, `</docs/errors#${code}>; rel="help"`);
  const body = response.json();
  assert.equal(body.code, code);
  assert.equal(typeof body.message, 'string');
  assert.equal(body.requestId, response.headers['x-request-id']);
  assert.ok(
    Object.keys(body).every((key) =>
      ['code', 'message', 'hint', 'requestId', 'access', 'reason'].includes(key),
    ),
  );
  assert.doesNotMatch(response.body, /\bat .+:\d+|node_modules|sqlite|select |FST_/i);
}

test('every way to fail has the same shape', async (t) => {
  const service = await startTestService(t);
  const { secret: reader } = await service.addMember('reader', 'reader');
  const post = (payload: string | Buffer, headers: Record<string, string> = JSON_TYPE): CallOptions => ({
    method: 'POST',
    url: TOKENS,
    payload,
    headers,
  });
  const cases: [CallOptions, number, string][] = [
    [post('{'), 400, 'invalid_request'],
    [post('{"role":"root"}'), 400, 'invalid_request'],
    [post(''), 400, 'invalid_request'],
    [{ url: `${TOKENS}/%zz` }, 400, 'invalid_request'],
    [{ url: TOKENS, headers: { 'ld-api-version': '1999' } }, 400, 'invalid_request'],
    [{ url: TOKENS, as: null }, 401, 'unauthorized'],
    [{ ...post('{"role":"reader"}'), as: reader }, 403, 'forbidden'],
    [{ url: `${TOKENS}/${'0'.repeat(24)}` }, 404, 'not_found'],
    [{ url: `${TOKENS}/${'0'.repeat(5_000)}` }, 404, 'not_found'],
    [{ url: `${TOKENS}/${'0'.repeat(101)}/reset`, method: 'POST', as: null }, 404, 'not_found'],
    [{ url: '/api/v2/nothing' }, 404, 'not_found'],
    [{ url: '/', as: null }, 404, 'not_found'],
    [{ method: 'PUT', url: TOKENS }, 405, 'method_not_allowed'],
    [post(`"${'x'.repeat(270_000)}"`), 413, 'request_too_large'],
    [
      post('role=reader', { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      'unsupported_media_type',
    ],
    [post('x', { 'content-type': 'nonsense' }), 415, 'unsupported_media_type'],
    [
      post(gzipSync('{"role":"reader"}'), { ...JSON_TYPE, 'content-encoding': 'gzip' }),
      415,
      'unsupported_media_type',
    ],
  ];
  const before = service.query('select count(*) as n from tokens');
  for (const [options, status, code] of cases) assertErrorShape(await service.call(options), status, code);
  assert.deepEqual(service.query('select count(*) as n from tokens'), before);
});

test('a path that takes other methods names them', async (t) => {
  const service = await startTestService(t);
  for (const [method, url, allow] of [
    ['PUT', TOKENS, 'GET, HEAD, PATCH, POST'],
    ['POST', `${TOKENS}/${'0'.repeat(24)}`, 'DELETE, GET, HEAD, PATCH'],
    ['DELETE', '/api/v2/caller-identity', 'GET, HEAD'],
  ] as const) {
    const response = await service.call({ method, url });
    assert.equal(response.statusCode, 405);
    assert.equal(response.headers.allow, allow);
  }
});

test('a fault of ours is 500 without its cause, which the log has', async (t) => {
  const service = await startTestService(t);
  t.mock.method(service.deployment.store.reads.tokens, 'findToken', async () => {
    throw new Error('secret plan of the database');
  });
  const response = await service.call({ url: `${TOKENS}/${'0'.repeat(24)}` });
  assertErrorShape(response, 500, 'internal_error');
  assert.equal(response.body.includes('secret plan'), false);
  assert.ok(service.logLines.some((line) => line.includes('secret plan of the database')));
});

test('data that cannot be reached is 503 with Retry-After: never 401, never an answer', async (t) => {
  const service = await startTestService(t);
  t.mock.method(service.deployment.store, 'findSecretOwner', () => {
    throw new StorageUnavailable('gone');
  });
  const response = await service.call({ url: TOKENS });
  assertErrorShape(response, 503, 'service_unavailable');
  assert.equal(response.headers['retry-after'], '5');
  const badChecksum = await service.call({ url: TOKENS, as: `${service.ownerSecret.slice(0, -1)}~` });
  assertErrorShape(badChecksum, 401, 'unauthorized');
});

test('L7: an error that holds a secret is logged without it', async (t) => {
  const service = await startTestService(t);
  t.mock.method(service.deployment.store.reads.tokens, 'listTokens', async () => {
    throw new Error(`failed for ${service.ownerSecret}`);
  });
  const response = await service.call({
    url: `${TOKENS}?limit=1`,
    headers: { 'user-agent': service.ownerSecret },
  });
  assertErrorShape(response, 500, 'internal_error');
  await service.call({ url: `/api/v2/${service.ownerSecret}/x` });
  const log = service.logLines.join('');
  assert.match(log, /failed for \[redacted\]/);
  assert.match(log, /\/api\/v2\/\[redacted\]\/x/);
  assert.equal(log.includes(service.ownerSecret), false);
});

test('every code has one status', () => {
  assert.deepEqual(Object.keys(STATUS_OF).sort(), [...FAILURE_CODES].sort());
});

test('every code has its place on the page of errors, where its answers lead', () => {
  const page = readFileSync('docs/errors.md', 'utf8');
  const anchors = [...page.matchAll(/^## ([a-z_]+)$/gm)].map(([, code]) => code);
  assert.deepEqual(anchors.sort(), [...FAILURE_CODES].sort());
});

test('a refusal that a gateway hands on leads to no path of the service behind it', async (t) => {
  const service = await startTestService(t);
  const response = await service.call({ url: '/forward-auth', as: null });
  assert.ok(response.statusCode >= 400, response.body);
  assert.equal(response.headers.link, undefined);
});
