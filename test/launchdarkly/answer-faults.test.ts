import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { answerFaults, LAUNCHDARKLY_OPERATIONS } from './answer-faults.ts';

const VERSIONS = { validVersions: [20240415], latestVersion: 20240415, currentVersion: 20240415 };

function faults(url: string, status: number, body: unknown, method = 'GET'): readonly string[] {
  return answerFaults(method, url, status, JSON.stringify(body));
}

test('an answer with all that clients need is without fault, whatever else it has', () => {
  assert.deepEqual(faults('/api/v2/versions', 200, { ...VERSIONS, more: null }), []);
});

test('a key that is missing, or of another type, is named with its place', () => {
  const { latestVersion: _, ...rest } = VERSIONS;
  assert.deepEqual(faults('/api/v2/versions?x=1', 200, { ...rest, validVersions: ['new'] }), [
    'GET /api/v2/versions 200 lacks `latestVersion`',
    'GET /api/v2/versions 200.validVersions[0] is no integer',
  ]);
  assert.match(
    faults(`/api/v2/members/${'a'.repeat(24)}/teams`, 201, {}, 'POST').join(),
    /lacks `_pendingInvite`/,
  );
});

test('a word where LaunchDarkly has an id is a path of ours', () => {
  assert.deepEqual(faults('/api/v2/auditlog/chain', 200, {}), []);
});

test('every error has a code and a message, on every path of the API', () => {
  assert.deepEqual(faults('/api/v2/anything', 404, { code: 'not_found' }), [
    'GET /api/v2/anything 404 lacks `message`',
  ]);
});

test('every operation of the description that LaunchDarkly publishes for these resources exists', () => {
  const spec: { readonly paths: Record<string, Record<string, { readonly operationId: string }>> } =
    JSON.parse(readFileSync(new URL('../../spec/openapi.json', import.meta.url), 'utf8'));
  const ours = Object.values(spec.paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  );
  assert.deepEqual(
    LAUNCHDARKLY_OPERATIONS.filter((operation) => !ours.includes(operation)),
    [],
  );
});
