import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { GRANTING_ACTS, OTHER_ACTS } from '../src/grants/granting-acts.ts';

interface Operation {
  readonly operationId: string;
}

const spec: { readonly paths: Record<string, Record<string, Operation>> } = JSON.parse(
  readFileSync(new URL('../../../spec/openapi.json', import.meta.url), 'utf8'),
);

test('every operation that changes something is known to grant rights or not to', () => {
  const mutating = Object.values(spec.paths).flatMap((methods) =>
    Object.entries(methods).flatMap(([method, { operationId }]) => (method === 'get' ? [] : [operationId])),
  );
  const listed = [...Object.keys(GRANTING_ACTS), ...Object.keys(OTHER_ACTS)];
  assert.deepEqual(listed.sort(), mutating.sort());
});
