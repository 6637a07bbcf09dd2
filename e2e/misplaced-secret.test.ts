import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { findSecrets } from '../test/secret-scan.ts';
import { type ApiCall, callApi } from './call-api.ts';
import { initKeyward, startKeyward, temporaryDirectory } from './keyward-process.ts';
import { openRawConnection } from './raw-connection.ts';
import { answerText, filesOf, readEverything, startTalkativeSession } from './talkative-session.ts';

/** A secret in every field where none belongs: the calls, by what they do. */
function misplaced(secret: string): Readonly<Record<string, readonly [path: string, call: ApiCall]>> {
  const post = (body: unknown): ApiCall => ({ method: 'POST', body });
  const header = (name: string, value = secret): ApiCall => ({ headers: { [name]: value } });
  const basic = `Basic ${Buffer.from(`user:${secret}`).toString('base64')}`;
  return {
    'as the name of a token': ['/api/v2/tokens', post({ role: 'reader', name: secret })],
    'in the description of a token': [
      '/api/v2/tokens',
      post({ role: 'reader', description: `is ${secret}.` }),
    ],
    'as the role of a token': ['/api/v2/tokens', post({ role: secret })],
    'as a custom role': ['/api/v2/tokens', post({ customRoleIds: [secret] })],
    'as an unknown field': ['/api/v2/tokens', post({ role: 'reader', [secret]: 1 })],
    'as the set-up code': ['/api/v2/setup', post({ code: secret, email: 'a@example.com' })],
    'as the organization of a set-up': [
      '/api/v2/setup',
      post({ code: 'x', email: 'a@b.co', organization: secret }),
    ],
    'as an id in the path': [`/api/v2/tokens/${secret}`, {}],
    'as an unknown path': [`/api/v2/${secret}/x`, {}],
    'percent-encoded in the path': [`/api/v2/tokens/${secret.replace('_', '%5F')}`, {}],
    'as access_token in the query': [`/api/v2/tokens?access_token=${secret}`, {}],
    'as the value of an unknown query field': [`/api/v2/tokens?key=${secret}`, {}],
    'as the name of an unknown query field': [`/api/v2/tokens?${secret}=1`, {}],
    'as a page': [`/api/v2/tokens?offset=${secret}`, {}],
    'as what the audit log is searched for': [`/api/v2/auditlog?q=${secret}`, {}],
    'as the user agent': ['/api/v2/tokens', header('user-agent')],
    'as the referrer': ['/api/v2/tokens', header('referer', `https://a.example/?t=${secret}`)],
    'in a cookie': ['/api/v2/tokens', header('cookie', `session=${secret}`)],
    'as the id of the request': ['/api/v2/tokens', header('x-request-id')],
    'as the forwarded address': ['/api/v2/tokens', header('x-forwarded-for')],
    'as the version': ['/api/v2/versions', header('ld-api-version')],
    'as the type of the body': ['/api/v2/tokens', { method: 'POST', headers: { 'content-type': secret } }],
    'as the overriding method': [
      '/api/v2/tokens',
      { method: 'POST', headers: { 'x-http-method-override': secret } },
    ],
    'after Basic': ['/api/v2/tokens', header('authorization', basic)],
    'after another scheme': ['/api/v2/tokens', header('authorization', `Token ${secret}`)],
  };
}

test('L8: a secret in a field where none belongs is not kept, logged or sent back', async (t) => {
  const { data, server, tokens } = await startTalkativeSession(t);
  const answers: Record<string, string> = {};
  for (const [kind, secret] of Object.entries({ service: tokens.service, foreign: tokens.foreign })) {
    for (const [what, [path, call]] of Object.entries(misplaced(secret))) {
      const answer = await callApi(server.url, path, { secret: tokens.owner, ...call });
      assert.ok(answer.status < 500 && answer.status !== 201, `${kind} ${what}: ${answer.status}`);
      answers[`the answer to a ${kind} secret ${what}`] = answerText(answer);
    }
    for (const malformed of [
      `GET /${secret} HTTP/9.9\r\n\r\n`,
      `GET / HTTP/1.1\r\nHost: a\r\nX: ${secret}\0\r\n\r\n`,
    ]) {
      const connection = openRawConnection(t, server.port);
      connection.write(malformed);
      answers['the answer to what is no request'] = (await connection.answers(1))[0]?.text ?? '';
    }
  }
  const everything = await readEverything(server, tokens.owner);
  const files = filesOf(data);
  await server.stop();
  const places = { ...answers, ...everything, ...files, stdout: server.stdout(), stderr: server.stderr() };
  assert.deepEqual(findSecrets(places, tokens), []);
});

test('a set-up that would keep a secret as a name is refused, and the code still works', async (t) => {
  const directory = temporaryDirectory(t);
  const data = join(directory, 'data');
  const server = await startKeyward(t, { data, flags: ['--create'] });
  const [code] = await server.stderrMatch(/kwb_\w{36}/);
  const foreign = await initKeyward(join(directory, 'foreign'));
  const setUp = (body: Readonly<Record<string, string>>) =>
    callApi(server.url, '/api/v2/setup', { method: 'POST', body: { code, email: 'a@example.com', ...body } });
  for (const secret of [code, foreign]) {
    for (const field of ['organization', 'firstName', 'lastName']) {
      const answer = await setUp({ [field]: `mine: ${secret}` });
      assert.equal(answer.status, 400, field);
      assert.deepEqual(findSecrets({ answer: answerText(answer) }, { secret }), [], field);
    }
    assert.equal((await setUp({ email: `${secret}@example.com` })).status, 400, 'email');
  }
  assert.equal((await setUp({})).status, 201);
  assert.deepEqual(findSecrets(filesOf(data), { code, foreign }), []);
});
