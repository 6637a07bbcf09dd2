/** Every operation with generated paths, queries, headers and bodies of any form: right ones and wrong ones. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import fc from 'fast-check';
import { OTHER_ACTS } from '../src/grants/granting-acts.ts';
import { newObjectId } from '../src/object-id.ts';
import { type Operation, resolve, type Schema, spec, text, valid } from './generate-from-schema.ts';
import { startTestService, type TestService } from './test-service.ts';
import { reset } from './token-calls.ts';

const RUNS = 800;

/** What is answered for as long as somebody listens has no end to wait for. */
const STREAMS: readonly string[] = ['/api/v2/tokens/{id}/events', '/api/v2/verification/stream'];

const operations = Object.entries(spec.paths).flatMap(([path, methods]) =>
  Object.entries(methods)
    .map(([method, operation]) => ({ path, method, operation }))
    .filter(({ path: each }) => !STREAMS.includes(each)),
);

/** What a text in a path, query or header may be made of to confuse whoever reads it. */
const hostile = fc.oneof(
  text(40),
  fc.constantFrom(
    ...['', '0', '-1', '1e9', 'NaN', '999999999999999', 'null', 'true', '*', '%', '_', "' or 1=1 --"],
    ...[
      '../tokens',
      '%2e%2e%2f',
      '%00',
      '\u0000',
      ';x',
      'a:b:c',
      '{"before":1}',
      '{"never":true}',
      '[]',
      '|',
      ',',
    ],
    ...[
      'query:',
      'role:reader|',
      'lastSeen:{"before":}',
      'noteam:true,noteam:false',
      'team:*',
      '-displayName,-displayName',
    ],
    ...[
      'member/*:token/*',
      'proj/*:env/production;a,b',
      '"',
      'a" or "b',
      'NEAR(a b)',
      '__proto__',
      'constructor',
    ],
    'x'.repeat(3_000),
  ),
);

const HEADERS = {
  'ld-api-version': fc.oneof(
    fc.constantFrom('20240415', '20160426', 'beta', '20240415, 20240415', '', '1'),
    hostile,
  ),
  'idempotency-key': hostile,
  'x-http-method-override': fc.constantFrom('GET', 'HEAD', 'PATCH', 'DELETE', 'PUT', 'TRACE', ''),
  accept: hostile,
  'accept-encoding': hostile,
  'if-match': hostile,
  range: fc.constantFrom('bytes=0-1', 'x'),
  cookie: hostile,
  origin: fc.oneof(fc.constantFrom('null', 'https://example.com'), hostile),
  'user-agent': hostile,
  'x-forwarded-for': hostile,
  'x-request-id': hostile,
  'content-type': fc.oneof(
    fc.constantFrom(
      'application/json',
      'application/json; domain-model=launchdarkly.semanticpatch',
      'text/plain',
    ),
    hostile,
  ),
  'content-encoding': fc.constantFrom('gzip', 'identity', 'x'),
} as const;

/** A header is bytes that may stand in one; the rest never arrives at a server. */
const HEADER_VALUE = /[^\t\x20-\x7e]/g;
const headers = fc
  .record(HEADERS, { requiredKeys: [] })
  .map((given) =>
    Object.fromEntries(
      Object.entries(given).map(([name, value]) => [name, value.replace(HEADER_VALUE, '?')]),
    ),
  );

function pathOf(path: string, things: Readonly<Record<string, readonly string[]>>): fc.Arbitrary<string> {
  const kind = path.split('/')[3] ?? '';
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const known = fc.constantFrom(...(things[kind] ?? ['me']));
  const other = fc.oneof(fc.constantFrom('me', 'thing', newObjectId()), hostile);
  const value = fc.oneof({ weight: 3, arbitrary: known }, { weight: 2, arbitrary: other });
  const values = fc.tuple(...names.map(() => value));
  return values.map((each) => {
    const left = [...each];
    return path.replaceAll(/\{\w+\}/g, () => encodeURIComponent((left.shift() ?? '').toWellFormed()));
  });
}

function queryOf({ parameters = [] }: Operation): fc.Arbitrary<string> {
  const known = parameters.filter((parameter) => parameter.in === 'query');
  const fields = Object.fromEntries(
    known.map(({ name, schema }) => [
      name,
      fc.oneof(valid(schema), hostile, fc.tuple(hostile, valid(schema))),
    ]),
  );
  const unknown = fc.dictionary(hostile, hostile, { maxKeys: 1 });
  return fc.tuple(fc.record(fields, { requiredKeys: [] }), fc.oneof(fc.constant({}), unknown)).map((parts) =>
    Object.entries(Object.assign({}, ...parts))
      .flatMap(([name, value]) => [value].flat().map((each) => [name, String(each)] as const))
      .map((pair) => pair.map((each) => encodeURIComponent(each.toWellFormed())).join('='))
      .join('&'),
  );
}

function bodyOf({ requestBody }: Operation): fc.Arbitrary<string | undefined> {
  const schema: Schema | undefined = requestBody?.content['application/json']?.schema;
  const anything = fc.oneof(
    fc.constant(undefined),
    fc.constantFrom('', 'null', '[]', '{}', '[null]', '"'),
    hostile,
  );
  if (schema === undefined) return anything;
  const right = valid(resolve(schema)).map((value) => JSON.stringify(value));
  return fc.oneof({ weight: 4, arbitrary: right }, { weight: 1, arbitrary: anything });
}

/** @param key of a role and a team */
async function thingsOf(
  service: TestService,
  key: string,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const made = (url: string, payload: object) => service.call({ method: 'POST', url, payload });
  await made('/api/v2/roles', { key, name: key, policy: [] });
  await made('/api/v2/teams', { key, name: key, customRoleKeys: [key] });
  const { member } = await service.addMember('writer', 'reader');
  const token = await service.createToken({ role: 'reader', serviceToken: true });
  const superseded = (await reset(service, token._id, { expiry: service.clock.nowMs + 60_000 })).json();
  const entries = (await service.call({ url: '/api/v2/auditlog' })).json().items;
  return {
    tokens: [token._id, superseded.previousSecrets[0]._id],
    members: [member.id],
    roles: [key, 'keyward-auditor'],
    teams: [key],
    auditlog: entries.map(({ _id }: { _id: string }) => _id),
    'resource-types': ['invoice', 'proj'],
    'gateway-routes': ['read-invoice'],
  };
}

test(`${RUNS} generated calls of every operation: never a fault of ours, and no reading or refused call stores anything`, async (t) => {
  const service = await startTestService(t, { config: { logLevel: 'error' } });
  const things = await thingsOf(service, 'kept');
  const doomed = await thingsOf(service, 'doomed');
  const beside = new DatabaseSync(join(service.directory, 'keyward.db'));
  t.after(() => beside.close());
  // Refusals are written by themselves, as entries of the audit log: a change is what others have to hear of.
  const changes = beside.prepare('select max(number) as newest from change_log');
  const number = () => Number(changes.get()?.newest);
  const [account] = service.query('select settings from accounts');
  const statuses: Record<number, number> = {};
  const answered = new Set<string>();

  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        ...operations.map(({ path, method, operation }) =>
          fc.tuple(
            fc.constant({ method, operationId: operation.operationId }),
            pathOf(path, method === 'delete' ? doomed : things),
            fc.oneof(fc.constant(''), queryOf(operation)),
            bodyOf(operation),
          ),
        ),
      ),
      fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: headers }),
      async ([{ method, operationId }, path, query, payload], given) => {
        const before = number();
        const isBodied = payload !== undefined && method !== 'get';
        const response = await service.call({
          method: method.toUpperCase() as 'GET',
          url: query === '' ? path : `${path}?${query}`,
          headers: { ...(isBodied && { 'content-type': 'application/json' }), ...given },
          ...(isBodied && { payload }),
        });
        const { statusCode, body } = response;
        const what = `${statusCode} for ${method} ${path}?${query} ${JSON.stringify(given)} ${payload}: ${body.slice(0, 300)}`;
        statuses[statusCode] = (statuses[statusCode] ?? 0) + 1;
        assert.ok(statusCode < 500, what);
        if (statusCode < 400) answered.add(operationId);
        else if (body !== '') assert.equal(typeof response.json().code, 'string', what);
        const isReading = method === 'get' || OTHER_ACTS[operationId] === 'stores nothing';
        if (statusCode >= 400 || isReading) assert.equal(number(), before, what);
        if (operationId === 'patchAccountSettings' && statusCode < 400) {
          service.write(
            'update accounts set settings = ?, rules_version = rules_version + 1',
            String(account?.settings),
          );
        }
      },
    ),
    { numRuns: RUNS },
  );
  assert.deepEqual(service.logLines, []);
  assert.ok(answered.size > operations.length / 4, `few operations were answered: ${[...answered]}`);
  t.diagnostic(JSON.stringify(statuses));
});
