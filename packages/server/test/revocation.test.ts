/** RFC 7009: who holds a secret and may end it ends it; who holds an older one ends no live one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mintSecret } from '../src/tokens/token-format.ts';
import { beforeNextChange } from './before-next-change.ts';
import { introspect, postForm, revoke } from './oauth-calls.ts';
import { addSecondAccount } from './second-account.ts';
import { startTestService, type TestService } from './test-service.ts';
import { reset, TOKENS } from './token-calls.ts';

const EFFECTIVE = 'keyward-effective-everywhere-by';

const identity = async (service: TestService, as: string) =>
  (await service.call({ url: '/api/v2/caller-identity', as })).statusCode;
const newestEntry = async (service: TestService) =>
  (await service.call({ url: '/api/v2/auditlog?limit=1' })).json().items[0];
const changeCount = (service: TestService) =>
  Number(service.query('select count(*) as number from change_log')[0]?.number);

test('with the current secret the token is deleted: all its secrets end, once, with one audit entry', async (t) => {
  const service = await startTestService(t);
  const token = await service.createToken({ name: 'leaked', role: 'reader', serviceToken: true });
  const older = token.token;
  const current = (await reset(service, token._id, { expiry: service.clock.nowMs + 60_000 })).json().token;
  const before = changeCount(service);
  const answer = await revoke(service, current);
  assert.deepEqual([answer.statusCode, answer.body], [200, '']);
  assert.equal(answer.headers[EFFECTIVE], String(service.clock.nowMs + 5_000));
  assert.equal(answer.headers['cache-control'], 'no-store');
  assert.equal((await service.call({ url: `${TOKENS}/${token._id}` })).statusCode, 404);
  assert.equal(changeCount(service), before + 1);
  const entry = await newestEntry(service);
  assert.equal(entry.accesses[0].action, 'deleteAccessToken');
  assert.equal(entry.target.resources[0], `service-token/${token._id}`);
  assert.deepEqual([await identity(service, current), await identity(service, older)], [401, 401]);
  assert.equal((await revoke(service, current)).statusCode, 200);
  assert.equal(changeCount(service), before + 1, 'a repetition changes nothing');
});

test('with an older secret that one ends, and the live one goes on', async (t) => {
  const service = await startTestService(t);
  const token = await service.createToken({ role: 'reader', serviceToken: true });
  const current = (await reset(service, token._id, { expiry: service.clock.nowMs + 60_000 })).json().token;
  const answer = await revoke(service, token.token);
  assert.deepEqual([answer.statusCode, answer.body], [200, '']);
  const shown = (await service.call({ url: `${TOKENS}/${token._id}` })).json();
  assert.deepEqual(shown.previousSecrets ?? [], []);
  const entry = await newestEntry(service);
  assert.deepEqual(
    [entry.accesses[0].action, entry.target.resources[0]],
    ['deleteAccessToken', `service-token/${token._id}`],
  );
  assert.deepEqual([await identity(service, token.token), await identity(service, current)], [401, 200]);
  const before = changeCount(service);
  assert.equal((await revoke(service, token.token)).statusCode, 200);
  assert.equal(changeCount(service), before, 'an older secret that has ended ends nothing more');
  assert.equal(await identity(service, current), 200);
});

test('a secret that a reset replaces meanwhile does not end the token', async (t) => {
  const service = await startTestService(t);
  const token = await service.createToken({ role: 'reader', serviceToken: true });
  let current = '';
  beforeNextChange(t, service, async () => {
    current = (await reset(service, token._id, { expiry: service.clock.nowMs + 60_000 })).json().token;
  });
  const answer = await revoke(service, token.token);
  assert.equal(answer.statusCode, 409, answer.body);
  assert.deepEqual([await identity(service, current), await identity(service, token.token)], [200, 200]);
  assert.equal((await revoke(service, token.token)).statusCode, 200);
  assert.deepEqual([await identity(service, current), await identity(service, token.token)], [200, 401]);
});

test('disabled and expired tokens are deleted too: they could come back', async (t) => {
  const service = await startTestService(t);
  const make = (body = {}) => service.createToken({ role: 'reader', serviceToken: true, ...body });
  const [disabled, expired] = [await make(), await make({ expiry: service.clock.nowMs + 1_000 })];
  const payload = [{ op: 'replace', path: '/disabled', value: true }];
  await service.call({ method: 'PATCH', url: `${TOKENS}/${disabled._id}`, payload });
  service.clock.advance(1_000);
  for (const { token, _id } of [disabled, expired]) {
    assert.equal((await revoke(service, token)).statusCode, 200);
    assert.equal((await service.call({ url: `${TOKENS}/${_id}` })).statusCode, 404);
  }
});

test('what nobody of the account has is 200 with the same bytes and headers, and changes nothing', async (t) => {
  const service = await startTestService(t);
  const second = await addSecondAccount(service);
  const ended = await service.createToken({ role: 'reader' });
  await service.call({ method: 'DELETE', url: `${TOKENS}/${ended._id}` });
  const before = changeCount(service);
  const entries = service.query('select * from audit_entries').length;
  const answers = new Set<string>();
  for (const secret of [second.secret, ended.token, mintSecret('kw', 'service'), 'x', ended._id]) {
    const { statusCode, body, headers } = await revoke(service, secret);
    const { date: _, 'x-request-id': __, ...shown } = headers;
    for (const name of Object.keys(shown)) if (name.startsWith('x-ratelimit-')) delete shown[name];
    answers.add(JSON.stringify([statusCode, body, shown]));
  }
  assert.equal(answers.size, 1, [...answers].join('\n'));
  assert.match([...answers][0] ?? '', /^\[200,"",/);
  assert.doesNotMatch([...answers][0] ?? '', /content-type":/);
  assert.equal(changeCount(service), before);
  assert.equal(service.query('select * from audit_entries').length, entries);
  assert.equal(await identity(service, second.secret), 200);
});

test('who may not delete the token is refused, and it lives; nothing is said of one that they may not see', async (t) => {
  const service = await startTestService(t);
  const { secret: reader } = await service.addMember('reader', 'reader');
  const seen = await service.createToken({ role: 'reader', serviceToken: true });
  const unseen = await service.createToken({ role: 'reader' });
  const refusedSeen = await revoke(service, seen.token, { as: reader });
  assert.equal(refusedSeen.statusCode, 403);
  assert.equal(refusedSeen.headers['www-authenticate'], 'Bearer error="insufficient_scope"');
  assert.deepEqual(refusedSeen.json().access, {
    action: 'deleteAccessToken',
    resource: `service-token/${seen._id}`,
  });
  const refusedUnseen = await revoke(service, unseen.token, { as: reader });
  assert.equal(refusedUnseen.statusCode, 403);
  assert.equal(refusedUnseen.json().access.resource, 'member/*:token/*');
  assert.equal(refusedUnseen.body.includes(unseen._id), false);
  for (const { token } of [seen, unseen]) assert.equal(await identity(service, token), 200);
  const verifier = (await service.createToken({ serviceToken: true, customRoleIds: ['keyward-verifier'] }))
    .token;
  assert.equal((await revoke(service, seen.token, { as: verifier })).statusCode, 403, 'a verifier only asks');
  assert.equal((await revoke(service, seen.token, { as: null })).statusCode, 401);
  assert.equal(await identity(service, seen.token), 200);
});

test('a token may end itself, and so it ends for every door', async (t) => {
  const service = await startTestService(t);
  const token = await service.createToken({ role: 'admin', serviceToken: true });
  assert.equal((await revoke(service, token.token, { as: token.token })).statusCode, 200);
  assert.equal((await introspect(service, token.token)).body, '{"active":false}');
  assert.equal((await revoke(service, token.token, { as: token.token })).statusCode, 401);
});

test('a key that was sent before holds back no revocation', async (t) => {
  const service = await startTestService(t);
  const headers = { 'idempotency-key': 'one' };
  const token = await service.createToken({ role: 'reader', serviceToken: true });
  for (const attempt of [1, 2])
    assert.equal((await revoke(service, token.token, { headers })).statusCode, 200, String(attempt));
});

test('revocation goes on when the account has switched the REST API off, and counts as a call', async (t) => {
  const rateLimits = { perAccount: 2, perRoute: 0, verification: 0, guesses: 2 };
  const service = await startTestService(t, { config: { rateLimits } });
  service.write(
    `update accounts set settings = json_set(settings, '$.restApi', json('false')), rules_version = rules_version + 1`,
  );
  const statuses = [];
  for (let call = 0; call < 3; call++) statuses.push((await revoke(service, 'x')).statusCode);
  assert.deepEqual(statuses, [200, 200, 429]);
});

test('guesses at secrets to end meet the limit on guesses', async (t) => {
  const rateLimits = { perAccount: 0, perRoute: 0, verification: 0, guesses: 2 };
  const service = await startTestService(t, { config: { rateLimits } });
  const token = await service.createToken({ role: 'reader' });
  const statuses = [];
  const { secret: foreign } = await addSecondAccount(service);
  for (const secret of ['x', foreign, foreign, 'x'])
    statuses.push((await revoke(service, secret)).statusCode);
  assert.deepEqual(statuses, [200, 200, 429, 429]);
  assert.equal((await revoke(service, token.token)).statusCode, 200);
  assert.equal(await identity(service, token.token), 401);
});

test('a secret in the wrong place of a form is sent back nowhere', async (t) => {
  const service = await startTestService(t);
  const { token } = await service.createToken({ role: 'reader' });
  for (const form of [`${token}=1&${token}=2`, `token=${token}&client_ip=${token}`, `x=${token}`]) {
    const { body, headers } = await postForm(service, '/oauth2/introspect', form);
    assert.equal(`${JSON.stringify(headers)} ${body}`.includes(token), false);
  }
});
