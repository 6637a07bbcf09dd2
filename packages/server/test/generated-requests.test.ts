/** Bodies made from the published description of the API: right ones, and every way to be wrong. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import fc from 'fast-check';
import { NOTES_USES, OTHER_ACTS } from '../src/grants/granting-acts.ts';
import { object, resolve, type Schema, spec, text } from './generate-from-schema.ts';
import { startTestService } from './test-service.ts';

const RUNS = 10_000;

/** Every operation that takes JSON, so that a new one is covered without a word here. */
const operations = Object.entries(spec.paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, { operationId, requestBody }]) => {
    const json = requestBody?.content['application/json'];
    if (json === undefined) return [];
    const schema = resolve(json.schema);
    return [{ url: path.replaceAll(/\{\w+\}/g, 'thing'), method, schema, stores: stores(operationId) }];
  }),
);

/** Whether it makes a numbered change. */
function stores(operationId: string): boolean {
  return !['stores nothing', NOTES_USES].includes(OTHER_ACTS[operationId] ?? '');
}

const DAMAGES = [
  'none',
  'field',
  'extra',
  'type',
  'prototype',
  'duplicate',
  'truncated',
  'not an object',
] as const;
type Damage = (typeof DAMAGES)[number];

/** Whether no body with the damage may be accepted: a field that takes anything takes an object too. */
function isNeverAccepted(damage: Damage, schema: Schema, pick: number): boolean {
  if (damage === 'none' || damage === 'field') return false;
  // AuthZEN asks that what is not known be ignored.
  if (damage === 'extra' && schema.additionalProperties !== false) return false;
  const fields = Object.values(schema.properties ?? {});
  const { type, anyOf, $ref, ...rest } = fields[pick % fields.length] ?? {};
  const isOpen = rest.required === undefined && rest.additionalProperties !== false;
  const takesAnyObject = type === 'object' && (rest.properties === undefined || isOpen);
  const takesAnything =
    takesAnyObject ||
    (type === undefined && anyOf === undefined && $ref === undefined && rest.enum === undefined);
  return damage !== 'type' || !takesAnything;
}

function damaged(
  body: Record<string, unknown>,
  schema: Schema,
  damage: Damage,
  junk: unknown,
  pick: number,
): string {
  const names = Object.keys(schema.properties ?? {});
  const name = names[pick % names.length] ?? 'name';
  const whole = JSON.stringify(body);
  const inside = whole.slice(1, -1);
  const joined = (member: string) => `{${inside}${inside === '' ? '' : ','}${member}}`;
  switch (damage) {
    case 'none':
      return whole;
    case 'field':
      return JSON.stringify({ ...body, [name]: junk });
    case 'extra':
      return JSON.stringify({ ...body, [`${name}X`]: junk });
    case 'type':
      return JSON.stringify({ ...body, [name]: { nested: junk } });
    case 'prototype':
      return joined(
        ['"__proto__":{"role":"owner"}', '"constructor":{"prototype":{"role":"owner"}}'][pick % 2] ?? '',
      );
    case 'duplicate':
      return `{"${name}":1,${joined(`"${name}":1`).slice(1)}`;
    case 'truncated':
      return whole.slice(0, -1);
    case 'not an object':
      return JSON.stringify([body]);
  }
}

test(`${RUNS} generated bodies: never a fault of ours, never a change by a refused call`, async (t) => {
  const service = await startTestService(t, { config: { logLevel: 'error' } });
  const beside = new DatabaseSync(join(service.directory, 'keyward.db'));
  t.after(() => beside.close());
  const sequence = beside.prepare('select value from sequence');
  const number = () => Number(sequence.get()?.value);
  const counts: Record<string, number> = {};

  await fc.assert(
    fc.asyncProperty(
      fc.oneof(...operations.map((operation) => fc.tuple(fc.constant(operation), object(operation.schema)))),
      fc.constantFrom(...DAMAGES),
      fc.oneof(fc.jsonValue({ maxDepth: 3 }), text(), fc.constantFrom(null, -1, 1e308, '', [], {}, true)),
      fc.nat(),
      async ([{ url, method, schema, stores }, body], damage, junk, pick) => {
        const payload = damaged(body, schema, damage, junk, pick);
        const before = number();
        const response = await service.call({
          method: method.toUpperCase() as 'POST',
          url,
          payload,
          headers: { 'content-type': 'application/json' },
        });
        const { statusCode } = response;
        counts[statusCode] = (counts[statusCode] ?? 0) + 1;
        assert.ok(statusCode < 500, `${statusCode} for ${payload}`);
        if (isNeverAccepted(damage, schema, pick)) assert.ok(statusCode >= 400, `accepted ${payload}`);
        if (statusCode >= 400) {
          assert.equal(number(), before, `${statusCode}, but something was stored for ${payload}`);
          assert.equal(typeof response.json().message, 'string');
        } else {
          const isDone = response.body === '' || response.json().tokens?.length !== 0;
          assert.equal(number() > before, stores && isDone, `${statusCode} for ${method} ${url} ${payload}`);
        }
      },
    ),
    { numRuns: RUNS },
  );
  const accepted = (counts[200] ?? 0) + (counts[201] ?? 0);
  assert.ok(accepted > RUNS / 100, `few bodies were accepted: ${JSON.stringify(counts)}`);
  assert.deepEqual(service.logLines, []);
  assert.equal(({} as Record<string, unknown>).role, undefined);
  t.diagnostic(JSON.stringify(counts));
});
