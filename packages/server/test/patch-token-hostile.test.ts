import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestService, type TestService } from './test-service.ts';
import { patch, storedTokens, TOKENS } from './token-calls.ts';

const POLICY = [{ effect: 'allow', resources: ['service-token/*'], actions: ['viewToken'] }];
const JSON_TYPE = { 'content-type': 'application/json' };

/** A patch that must be refused, by somebody who may do everything. */
async function refused(
  service: TestService,
  id: string,
  payload: object | string,
  status: readonly number[],
) {
  const before = storedTokens(service);
  const response = await service.call({
    method: 'PATCH',
    url: `${TOKENS}/${id}`,
    headers: JSON_TYPE,
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });
  assert.ok(status.includes(response.statusCode), `${response.statusCode}: ${response.body.slice(0, 500)}`);
  assert.deepEqual(storedTokens(service), before);
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
  return response.json();
}

test('J2: nothing of a prototype is read or written by a patch', async (t) => {
  const service = await startTestService(t);
  const { _id } = await service.createToken({ inlineRole: POLICY });
  for (const body of [
    '{"__proto__":{"role":"owner"},"merge":{"name":"x"}}',
    '{"merge":{"__proto__":{"role":"owner"},"name":"x"}}',
    '{"merge":{"constructor":{"prototype":{"role":"owner"}}}}',
    '[{"op":"add","path":"/name","value":{"__proto__":{"polluted":1}}}]',
  ]) {
    await refused(service, _id, body, [400]);
  }
  for (const path of [
    '/__proto__/polluted',
    '/constructor/prototype/polluted',
    '/inlineRole/0/__proto__/polluted',
    '/inlineRole/0/constructor/prototype/polluted',
    '/tags/__proto__/polluted',
    '/tags/toString',
    '/name/length',
  ]) {
    await refused(service, _id, [{ op: 'add', path, value: 1 }], [400, 422]);
    await refused(service, _id, [{ op: 'copy', from: path, path: '/name' }], [400, 422]);
  }
});

test('J3: no stored field that is not shown for change can be copied, moved or tested', async (t) => {
  const service = await startTestService(t);
  const { _id } = await service.createToken({ role: 'reader', name: 'a' });
  const names = [
    'token',
    'hash',
    'digest',
    'secret',
    'accountId',
    'version',
    'lastFour',
    'ownerId',
    'deletedAt',
  ];
  for (const name of names) {
    for (const op of ['copy', 'move'] as const) {
      await refused(service, _id, [{ op, from: `/${name}`, path: '/description' }], [400]);
    }
    await refused(service, _id, [{ op: 'test', path: `/${name}`, value: 'a' }], [400]);
  }
  await refused(service, _id, [{ op: 'move', from: '/_id', path: '/description' }], [400]);
});

test('J5: a long patch is refused before anything of it is done', async (t) => {
  const service = await startTestService(t);
  const { _id } = await service.createToken({ role: 'reader', name: 'a' });
  const rename = { op: 'replace', path: '/name', value: 'b' };
  for (const count of [201, 10_001]) await refused(service, _id, Array(count).fill(rename), [400, 413]);
  const grow = { op: 'add', path: '/tags/-', value: 'a' };
  await refused(service, _id, Array(100_000).fill(grow), [400, 413]);
  const merge = Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`f${index}`, 1]));
  await refused(service, _id, { merge }, [400]);
});

test('a patch that copies its own copies does not grow without bound, whoever sends it', async (t) => {
  const service = await startTestService(t);
  const { _id } = await service.createToken({ inlineRole: POLICY, serviceToken: true });
  const double = Array(200).fill({ op: 'copy', from: '/inlineRole', path: '/inlineRole/-' });
  const heapBefore = process.memoryUsage().heapUsed;
  const { message } = await refused(service, _id, double, [400]);
  assert.match(message, /copies too much/);
  assert.ok(process.memoryUsage().heapUsed - heapBefore < 100 * 2 ** 20);
  const { secret } = await service.addMember('reader', 'reader');
  assert.equal((await patch(service, _id, double, secret)).statusCode, 400);
});

test('J6: a field takes its own type only, whatever the operation', async (t) => {
  const service = await startTestService(t);
  const { _id } = await service.createToken({ role: 'reader', name: 'a' });
  const wrong = {
    name: [{}, [], 7, true, null, 'x'.repeat(257)],
    description: [{}, 7, null, 'x'.repeat(4_097)],
    role: [{}, [], 7, true, 'no_access', 'Reader', 'owner '],
    expiry: [{}, [], true, '1795348800000', -1, 0, 1],
    disabled: ['true', 1, null, {}],
    allowedIps: [
      '10.0.0.1',
      [7],
      [null],
      ['10.0.0.256'],
      ['10.0.0.0/33'],
      ['::/129'],
      ['fe80::1%eth0'],
      ['::1', '::1'],
    ],
    tags: [
      'a',
      [7],
      [''],
      ['a b'],
      ['a,b'],
      ['a/b'],
      ['.a'],
      ['é'],
      ['x'.repeat(65)],
      ['a', 'a'],
      Array(21).fill('a'),
    ],
  };
  for (const [name, values] of Object.entries(wrong)) {
    for (const value of values) {
      const { message } = await refused(service, _id, [{ op: 'add', path: `/${name}`, value }], [400]);
      assert.match(message, new RegExp(`\`${name}(\\.\\d+)?\``), message);
    }
  }
});

test('J10, J11: one key twice, and numbers that cannot be kept, are refused', async (t) => {
  const service = await startTestService(t);
  const { _id } = await service.createToken({ role: 'reader', name: 'a' });
  await refused(service, _id, '{"merge":{"role":"reader","role":"owner"}}', [400]);
  await refused(service, _id, '[{"op":"test","path":"/name","op":"remove"}]', [400]);
  for (const number of ['1e400', '-0', '9007199254740993', 'NaN', '1795348800000.5', '01795348800000']) {
    await refused(service, _id, `[{"op":"add","path":"/expiry","value":${number}}]`, [400]);
    await refused(service, _id, `{"merge":{"expiry":${number}}}`, [400]);
  }
});

test('a secret in a name, a description, a tag or a comment is refused and not repeated', async (t) => {
  const service = await startTestService(t);
  const { _id, token } = await service.createToken({ role: 'reader', name: 'a' });
  for (const [field, body] of [
    ['name', { merge: { name: token } }],
    ['description', { merge: { description: `see ${token}` } }],
    ['tags', { merge: { tags: ['x', token] } }],
    ['comment', { merge: { name: 'b' }, comment: `was ${token}` }],
    ['comment', { merge: {}, comment: token }],
  ] as const) {
    const answer = await refused(service, _id, body, [400]);
    assert.match(answer.message, new RegExp(`\`${field}\` holds what looks like an access token`));
    assert.equal(JSON.stringify(answer).includes(token), false);
  }
  const created = await service.call({
    method: 'POST',
    url: TOKENS,
    payload: { role: 'reader', tags: [token] },
  });
  assert.equal(created.statusCode, 400);
  assert.equal(service.logLines.join('').includes(token), false);
});

test('a token with the latest end there is can still be changed and cloned', async (t) => {
  const service = await startTestService(t);
  const latest = Date.UTC(10_000, 0) - 1;
  const { _id } = await service.createToken({ role: 'reader', expiry: latest });
  service.clock.advance(1_000);
  const copy = await service.call({ method: 'POST', url: `${TOKENS}/${_id}/clone`, payload: {} });
  assert.equal(copy.statusCode, 201, copy.body);
  for (const id of [_id, copy.json()._id]) {
    assert.equal((await patch(service, id, { merge: { name: 'b' } })).statusCode, 200);
    assert.equal((await patch(service, id, { merge: { expiry: null } })).statusCode, 200);
  }
});
