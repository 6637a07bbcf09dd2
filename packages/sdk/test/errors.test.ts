import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestService } from '../../server/test/test-service.ts';
import { createKeyward } from '../src/index.ts';
import { failureOf } from './failure-of.ts';
import { type Behaviour, dropConnection, json, startFaultyService, text } from './faulty-service.ts';
import { connect } from './service-fetch.ts';

const ADDRESS = 'https://keyward.example';
const UNKNOWN_ID = 'ffffffffffffffffffffffff';

test('a refusal of the service comes with all that it says', async (t) => {
  const service = await startTestService(t);
  const { token } = await service.createToken({ role: 'reader', serviceToken: true });
  const keyward = connect(service, { accessToken: token });
  const error = await failureOf(keyward.tokens.create({ role: 'admin' }));
  const answer = await service.call({
    method: 'POST',
    url: '/api/v2/tokens',
    payload: { role: 'admin' },
    as: token,
  });
  const { code, message, access, reason, hint } = answer.json();
  assert.deepEqual(
    [error.status, error.code, error.message, error.access, error.reason, error.hint],
    [answer.statusCode, code, message, access, reason, hint],
  );
  assert.ok(error.access !== undefined || error.hint !== undefined, answer.body);
  assert.ok(service.logLines.some((line) => line.includes(String(error.requestId))));
  assert.deepEqual(JSON.parse(JSON.stringify(error)).code, code);
});

test('an unknown id and a wrong field are told apart by code', async (t) => {
  const service = await startTestService(t);
  const keyward = connect(service);
  assert.equal((await failureOf(keyward.tokens.get(UNKNOWN_ID))).code, 'not_found');
  const error = await failureOf(keyward.tokens.list({ limit: -1 }).firstPage());
  assert.deepEqual([error.code, error.status], ['invalid_request', 400]);
  assert.match(error.message, /limit/);
});

test('addresses that are at fault, and the id of what was made before, are fields', async (t) => {
  const body = { code: 'x', message: 'm', invalid_emails: ['a@example.com'], _id: 'abc', requestId: 'r' };
  const { keyward } = await startFaultyService(t, json(409, body));
  const error = await failureOf(keyward.members.invite([{ email: 'a@example.com', role: 'reader' }]));
  assert.deepEqual([error.invalidEmails, error.id, error.requestId], [['a@example.com'], 'abc', 'r']);
});

const STRANGE: Readonly<Record<string, readonly [behaviour: Behaviour, status: number, words: RegExp]>> = {
  'a page of a proxy': [text(403, '<h1>Blocked</h1>'), 403, /not|no Keyward/],
  'a page that says success': [text(200, '<h1>Welcome to the hotel</h1>'), 200, /not JSON/],
  'an empty success': [text(200, ''), 200, /empty/],
  'an empty refusal': [text(401, ''), 401, /empty/],
  'half a document': [json(200, undefined), 200, /empty|not JSON/],
  'a redirect': [text(302, '', { location: 'https://elsewhere.example/' }), 302, /redirect/],
  'JSON of somebody else': [json(418, { error: 'teapot' }), 418, /no Keyward/],
  'a list for an error': [json(400, ['code', 'message']), 400, /no Keyward/],
  'an error whose fields are of other types': [json(400, { code: 1, message: {} }), 400, /no Keyward/],
};

for (const [what, [behaviour, status, words]] of Object.entries(STRANGE)) {
  test(`${what} is an error with its status, and is not quoted`, async (t) => {
    const { keyward, calls } = await startFaultyService(t, behaviour);
    const error = await failureOf(keyward.tokens.get('a'));
    assert.deepEqual([error.code, error.status], ['unexpected_answer', status]);
    assert.match(error.message, words);
    assert.match(String(error.hint), /`url`/);
    assert.doesNotMatch(error.message, /<h1>|teapot|elsewhere/);
    assert.equal(calls.length, 1);
  });
}

test('fields of other types than expected are left out', async (t) => {
  const body = { code: 'forbidden', message: 'no', hint: 7, access: 'x', reason: [], invalid_emails: 'y' };
  const { keyward } = await startFaultyService(t, json(403, body, { 'x-request-id': 'from-header' }));
  const error = await failureOf(keyward.tokens.get('a'));
  assert.deepEqual(
    [error.hint, error.access, error.reason, error.invalidEmails, error.requestId],
    [undefined, undefined, undefined, undefined, 'from-header'],
  );
});

test('when nobody answers, the error says where and why', async (t) => {
  const { url, connect } = await startFaultyService(t, dropConnection);
  const error = await failureOf(connect({ maxRetries: 0 }).tokens.get('a'));
  assert.deepEqual([error.code, error.status], ['network_failure', undefined]);
  assert.ok(error.message.startsWith(`no answer from \`${url}\`: fetch failed`), error.message);
});

test('an empty id, a dot or none at all does not become a call of the list above it', async (t) => {
  const { keyward, calls } = await startFaultyService(t);
  for (const id of ['', '.', '..', undefined as unknown as string]) {
    await assert.rejects(keyward.sessions.end(id), TypeError, String(id));
    await assert.rejects(keyward.tokens.delete(id), /`id`/);
  }
  assert.equal(calls.length, 0);
  await keyward.tokens.get('a/../b?c#d');
  assert.deepEqual(
    calls.map(({ path }) => path),
    ['/api/v2/tokens/a%2F..%2Fb%3Fc%23d'],
  );
});

test('addresses and credentials that cannot be meant are refused at once', () => {
  for (const url of ['', 'keyward', 'ftp://a', 'https://u:p@a', 'https://a?b', 'https://a#b'])
    assert.throws(() => createKeyward({ url, accessToken: 'x' }), /`url`/, url);
  for (const accessToken of ['', ' ', 'a b', 'a\nb', undefined as unknown as string])
    assert.throws(() => createKeyward({ url: ADDRESS, accessToken }), /`accessToken`/);
});

test('a service under a path is called there', async (t) => {
  const { url, calls, connect } = await startFaultyService(t);
  await connect({ url: `${url}/keyward/` }).tokens.create({ role: 'reader' });
  assert.equal(calls[0]?.path, '/keyward/api/v2/tokens');
  await connect({ url: new URL(`${url}/keyward`), maxRetries: 0 }).sessions.signIn({
    email: 'a@b.c',
    password: 'x',
  });
  assert.equal(calls[1]?.headers['idempotency-key'], undefined);
});
