/** Bodies made from the published description of the API: right ones, and every way to be wrong. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import fc from 'fast-check';
import { startTestService } from './test-service.ts';

const RUNS = 10_000;

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly maxItems?: number;
}

interface Operation {
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } };
}

const spec: {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
} = JSON.parse(readFileSync(new URL('../../../spec/openapi.json', import.meta.url), 'utf8'));

/** Every operation that takes a body, so that a new one is covered without a word here. */
const operations = Object.entries(spec.paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, { requestBody }]) =>
    requestBody === undefined
      ? []
      : [{ path, method, schema: resolve(requestBody.content['application/json'].schema) }],
  ),
);

function resolve(schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : (spec.components.schemas[name] ?? {});
}

const text = (maxLength = 300) =>
  fc.oneof(
    fc.string({ maxLength }),
    fc.string({ unit: 'grapheme', maxLength }),
    fc.constantFrom('', 'ci', '\u202e', '💥'),
  );

function valid(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map((option) => valid(resolve(option))));
  if (schema.properties !== undefined) return object(schema);
  switch (schema.type) {
    case 'string':
      if (schema.pattern !== undefined) return fc.stringMatching(new RegExp(schema.pattern));
      return text(Math.min(schema.maxLength ?? 300, 300));
    case 'integer':
      return fc.integer({
        min: schema.minimum ?? -5,
        max: schema.minimum === undefined ? 5 : 4_102_444_800_000,
      });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.oneof(
        { weight: 4, arbitrary: fc.constant([]) },
        fc.array(valid(resolve(schema.items ?? {})), { maxLength: Math.min(schema.maxItems ?? 3, 3) }),
      );
    case 'null':
      return fc.constant(null);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function object({ properties = {}, required = [] }: Schema): fc.Arbitrary<Record<string, unknown>> {
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, field]) => [name, valid(resolve(field))]),
  );
  return fc.record(fields, { requiredKeys: [...required] });
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

/** Damages that no schema accepts, whatever the rest of the body. */
const NEVER_ACCEPTED: readonly Damage[] = [
  'extra',
  'type',
  'prototype',
  'duplicate',
  'truncated',
  'not an object',
];

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
      fc
        .constantFrom(...operations)
        .chain((operation) => fc.tuple(fc.constant(operation), object(operation.schema))),
      fc.constantFrom(...DAMAGES),
      fc.oneof(fc.jsonValue({ maxDepth: 3 }), text(), fc.constantFrom(null, -1, 1e308, '', [], {}, true)),
      fc.nat(),
      async ([{ path, method, schema }, body], damage, junk, pick) => {
        const payload = damaged(body, schema, damage, junk, pick);
        const before = number();
        const response = await service.call({
          method: method.toUpperCase() as 'POST',
          url: path,
          payload,
          headers: { 'content-type': 'application/json' },
        });
        const { statusCode } = response;
        counts[statusCode] = (counts[statusCode] ?? 0) + 1;
        assert.ok(statusCode < 500, `${statusCode} for ${payload}`);
        if (NEVER_ACCEPTED.includes(damage)) assert.ok(statusCode >= 400, `accepted ${payload}`);
        if (statusCode >= 400) {
          assert.equal(number(), before, `${statusCode}, but something was stored for ${payload}`);
          assert.equal(typeof response.json().message, 'string');
        } else {
          assert.ok(number() > before);
        }
      },
    ),
    { numRuns: RUNS },
  );
  assert.ok((counts[201] ?? 0) > RUNS / 100, `few bodies were accepted: ${JSON.stringify(counts)}`);
  assert.deepEqual(service.logLines, []);
  assert.equal(({} as Record<string, unknown>).role, undefined);
  t.diagnostic(JSON.stringify(counts));
});
