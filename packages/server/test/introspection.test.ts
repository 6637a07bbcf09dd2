/** RFC 7662: what a service learns about a secret that it was given, and what it must never learn. */
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { newObjectId } from '../src/object-id.ts';
import { StorageUnavailable } from '../src/storage/store.ts';
import { mintSecret } from '../src/tokens/token-format.ts';
import { createVerifier, FORM_HEADERS, introspect, postForm } from './oauth-calls.ts';
import { addSecondAccount } from './second-account.ts';
import { startTestService, type TestService } from './test-service.ts';
import { reset, TOKENS } from './token-calls.ts';

const INTROSPECT = '/oauth2/introspect';
const INACTIVE = '{"active":false}';
const UNLIMITED = { perAccount: 0, perRoute: 0, verification: 0, guesses: 0 };

function patch(service: TestService, id: string, path: string, value: unknown) {
  const payload = [{ op: 'replace', path, value }];
  return service.call({ method: 'PATCH', url: `${TOKENS}/${id}`, payload });
}

test('an active token is told by its ids, its labels, its times, its kind and its account, and by nothing else', async (t) => {
  const service = await startTestService(t);
  const verifier = await createVerifier(service);
  const expiry = service.clock.nowMs + 90_500;
  const token = await service.createToken({ name: 'CI', role: 'reader', serviceToken: true, expiry });
  const answer = await introspect(service, token.token, { as: verifier });
  assert.equal(answer.statusCode, 200, answer.body);
  assert.equal(answer.headers['cache-control'], 'no-store');
  assert.match(String(answer.headers['content-type']), /^application\/json/);
  const created = Math.floor(service.clock.nowMs / 1_000);
  assert.deepEqual(answer.json(), {
    active: true,
    sub: `service-token/${token._id}`,
    jti: token._id,
    client_id: token._id,
    scope: 'reader',
    token_type: 'Bearer',
    iat: created,
    exp: created + 90,
    keyward: { token_kind: 'service', account: service.accountId },
  });
  const { member, secret } = await service.addMember('writer', 'writer');
  const personal = (await introspect(service, secret, { as: verifier })).json();
  assert.deepEqual(
    [personal.active, personal.sub, personal.scope, personal.keyward.token_kind, 'exp' in personal],
    [true, member.id, 'writer', 'personal', false],
  );
});

test('V11: whatever does not work is exactly `{"active":false}`, whatever the reason', async (t) => {
  const service = await startTestService(t);
  const verifier = await createVerifier(service);
  const make = (body = {}) => service.createToken({ role: 'reader', serviceToken: true, ...body });
  const [deleted, disabled, expired, replaced, bound] = [
    await make(),
    await make(),
    await make({ expiry: service.clock.nowMs + 1_000 }),
    await make(),
    await make({ allowedIps: ['192.0.2.0/24'] }),
  ];
  const removed = await service.addMember('reader', 'reader');
  const { secret: foreign } = await addSecondAccount(service);
  await service.call({ method: 'DELETE', url: `${TOKENS}/${deleted._id}` });
  await patch(service, disabled._id, '/disabled', true);
  await reset(service, replaced._id, {});
  await service.call({ method: 'DELETE', url: `/api/v2/members/${removed.member.id}` });
  service.clock.advance(1_000);
  const secrets = {
    deleted: deleted.token,
    disabled: disabled.token,
    expired: expired.token,
    replaced: replaced.token,
    'of a member who is gone': removed.secret,
    'of another account': foreign,
    'bound to addresses, none given': bound.token,
    unknown: mintSecret('kw', 'service'),
    'of another deployment': mintSecret('acme', 'service'),
    mistyped: `${deleted.token.slice(0, -1)}_`,
    'no secret': 'eyJhbGciOiJub25lIn0.e30.',
    long: 'x'.repeat(60_000),
    'with a word before it': `Bearer ${service.ownerSecret}`,
  };
  for (const [why, secret] of Object.entries(secrets)) {
    for (const attempt of ['first', 'second']) {
      const { statusCode, body, headers } = await introspect(service, secret, { as: verifier });
      assert.deepEqual([statusCode, body], [200, INACTIVE], `${why}, ${attempt}`);
      assert.equal(headers['cache-control'], 'no-store');
    }
  }
  const wrong = await introspect(service, bound.token, { as: verifier, clientIp: '198.51.100.1' });
  assert.equal(wrong.body, INACTIVE);
  for (const clientIp of ['192.0.2.7', '::ffff:192.0.2.7']) {
    assert.equal((await introspect(service, bound.token, { as: verifier, clientIp })).json().active, true);
  }
});

test('the address of the verifier never stands for that of its client', async (t) => {
  const service = await startTestService(t);
  const verifier = await createVerifier(service);
  const bound = await service.createToken({ role: 'reader', allowedIps: ['192.0.2.7'] });
  const answer = await introspect(service, bound.token, { as: verifier, remoteAddress: '192.0.2.7' });
  assert.equal(answer.body, INACTIVE);
  for (const clientIp of ['a', '192.0.2.7:443', '192.0.2.0/24', '192.0.2.7, 10.0.0.1', 'fe80::1%eth0']) {
    const refused = await introspect(service, bound.token, { as: verifier, clientIp });
    assert.equal(refused.statusCode, 400, clientIp);
    assert.match(refused.json().message, /`client_ip`/);
  }
});

test('an older secret is active until its overlap is over, and says that end', async (t) => {
  const service = await startTestService(t);
  const verifier = await createVerifier(service);
  const token = await service.createToken({ role: 'reader', serviceToken: true });
  const end = service.clock.nowMs + 60_000;
  const fresh = (await reset(service, token._id, { expiry: end })).json().token;
  assert.equal((await introspect(service, token.token, { as: verifier })).json().exp, end / 1_000);
  assert.equal('exp' in (await introspect(service, fresh, { as: verifier })).json(), false);
  service.clock.advance(59_999);
  assert.equal((await introspect(service, token.token, { as: verifier })).json().active, true);
  service.clock.advance(1);
  assert.equal((await introspect(service, token.token, { as: verifier })).body, INACTIVE);
  assert.equal((await introspect(service, fresh, { as: verifier })).json().active, true);
});

test('no label of a personal token says more than its member still has', async (t) => {
  const service = await startTestService(t);
  const verifier = await createVerifier(service);
  const scopeOf = async (secret: string) =>
    (await introspect(service, secret, { as: verifier })).json().scope as string | undefined;
  const makeRole = (key: string) =>
    service.call({ method: 'POST', url: '/api/v2/roles', payload: { key, name: key, policy: [] } });
  for (const key of ['ops', 'web']) await makeRole(key);
  const inlineRole = [{ effect: 'allow', resources: ['acct'], actions: ['viewAuditLog'] }];
  const service_ = { serviceToken: true };
  assert.equal(await scopeOf((await service.createToken({ ...service_, role: 'owner' })).token), 'owner');
  const both = { ...service_, customRoleIds: ['ops', 'web'] };
  assert.equal(await scopeOf((await service.createToken(both)).token), 'custom:ops custom:web');
  assert.equal(await scopeOf((await service.createToken({ ...service_, inlineRole })).token), undefined);

  const { member, secret } = await service.addMember('admin', 'admin');
  assert.equal(await scopeOf(secret), 'admin');
  const custom = await service.createToken({ customRoleIds: ['ops'] });
  assert.equal(await scopeOf(custom.token), 'custom:ops', 'of an owner');
  service.write('update tokens set member_id = ? where id = ?', member.id, custom._id);
  const change = (path: string, value: unknown) =>
    service.call({
      method: 'PATCH',
      url: `/api/v2/members/${member.id}`,
      payload: [{ op: 'replace', path, value }],
    });
  assert.equal(await scopeOf(custom.token), 'custom:ops', 'of an administrator');
  assert.equal((await change('/role', 'reader')).statusCode, 200);
  assert.deepEqual([await scopeOf(secret), await scopeOf(custom.token)], ['reader', undefined]);
  assert.equal((await change('/customRoles', ['ops'])).statusCode, 200);
  assert.deepEqual([await scopeOf(secret), await scopeOf(custom.token)], [undefined, 'custom:ops']);
});

test('who asks is authenticated and needs `introspectToken`, also about itself', async (t) => {
  const service = await startTestService(t);
  const token = await service.createToken({ role: 'reader', serviceToken: true });
  const without = await introspect(service, token.token, { as: null });
  assert.equal(without.statusCode, 401);
  assert.equal(without.headers['www-authenticate'], 'Bearer');
  assert.equal(without.json().error, 'invalid_client');
  const wrong = await introspect(service, token.token, { as: mintSecret('kw', 'service') });
  assert.equal(wrong.statusCode, 401);
  assert.equal(wrong.headers['www-authenticate'], 'Bearer error="invalid_token"');
  assert.equal(wrong.json().error, 'invalid_token');
  for (const asked of [token.token, service.ownerSecret, mintSecret('kw', 'service')]) {
    const refused = await introspect(service, asked, { as: token.token });
    assert.equal(refused.statusCode, 403);
    assert.equal(refused.headers['www-authenticate'], 'Bearer error="insufficient_scope"');
    const { error, error_description, access, code, message } = refused.json();
    assert.deepEqual([error, code, error_description], ['insufficient_scope', 'forbidden', message]);
    assert.deepEqual(access, { action: 'introspectToken', resource: 'acct' });
  }
  const basic = `Basic ${Buffer.from(`x:${service.ownerSecret}`).toString('base64')}`;
  assert.equal((await introspect(service, token.token, { as: basic })).statusCode, 401);
});

test('V14: a token that introspects itself is refused once it has ended', async (t) => {
  const service = await startTestService(t);
  const body = { serviceToken: true, customRoleIds: ['keyward-verifier'] };
  const verifier = await service.createToken(body);
  const ask = () => introspect(service, verifier.token, { as: verifier.token });
  assert.equal((await ask()).json().jti, verifier._id);
  await service.call({ method: 'DELETE', url: `${TOKENS}/${verifier._id}` });
  const refused = await ask();
  assert.deepEqual([refused.statusCode, refused.json().error], [401, 'invalid_token']);
});

test('V13: only POST is taken', async (t) => {
  const service = await startTestService(t);
  for (const method of ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'] as const) {
    const { statusCode, headers } = await service.call({ method, url: INTROSPECT });
    assert.deepEqual([statusCode, headers.allow], [405, 'POST'], method);
  }
});

test('the body is one form: what else is sent is refused in the words of OAuth, and unknown parameters are ignored', async (t) => {
  const service = await startTestService(t);
  const { token } = await service.createToken({ role: 'reader' });
  const own = `token=${token}`;
  const refusals: readonly (readonly [string, string, number, RegExp])[] = [
    ['', FORM_HEADERS['content-type'], 400, /`token` is missing/],
    ['token=', FORM_HEADERS['content-type'], 400, /`token` is missing/],
    [`${own}&${own}`, FORM_HEADERS['content-type'], 400, /`token` twice/],
    [`${own}&a=1&a=2`, FORM_HEADERS['content-type'], 400, /`a` twice/],
    [`${own}${'&'.repeat(65_536)}`, FORM_HEADERS['content-type'], 413, /too large/],
    [
      `${own}&${Array.from({ length: 1_000 }, (_, each) => each).join('&')}`,
      FORM_HEADERS['content-type'],
      400,
      /more than 1000/,
    ],
    [JSON.stringify({ token }), 'application/json', 415, /must be a form/],
    [own, 'text/plain', 415, /must be a form/],
  ];
  for (const [payload, type, status, message] of refusals) {
    const answer = await postForm(service, INTROSPECT, payload, { headers: { 'content-type': type } });
    assert.equal(answer.statusCode, status, payload.slice(0, 80));
    assert.match(answer.json().message, message);
    assert.deepEqual(
      [answer.json().error, answer.json().error_description],
      ['invalid_request', answer.json().message],
    );
  }
  for (const more of ['token_type_hint=refresh_token', 'x=%00', '__proto__=1&constructor=2', 'client_ip=']) {
    const answer = await postForm(service, INTROSPECT, `${own}&${more}`);
    assert.equal(answer.json().active, true, more);
  }
  const typed = { headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' } };
  assert.equal((await postForm(service, INTROSPECT, own, typed)).json().active, true);
  const elsewhere = await postForm(service, TOKENS, 'role=reader');
  assert.equal(elsewhere.statusCode, 415, 'no other route takes a form');
});

test('an introspected secret is used, from the address of its client; one that is refused is counted, and of another account nothing is', async (t) => {
  const service = await startTestService(t);
  const verifier = await createVerifier(service);
  const token = await service.createToken({ role: 'reader', serviceToken: true, allowedIps: ['192.0.2.7'] });
  const ended = await service.createToken({ role: 'reader', serviceToken: true });
  const second = await addSecondAccount(service);
  const foreign = await service.call({
    method: 'POST',
    url: TOKENS,
    payload: { role: 'reader' },
    as: second.secret,
  });
  await service.call({ method: 'DELETE', url: `${TOKENS}/${ended._id}` });
  const from = { as: verifier, headers: { 'user-agent': 'gateway/1' } };
  await introspect(service, token.token, { ...from, clientIp: '192.0.2.7' });
  await introspect(service, token.token, { ...from, clientIp: '192.0.2.8' });
  await introspect(service, ended.token, { ...from, clientIp: '192.0.2.9' });
  await introspect(service, foreign.json().token, { ...from, clientIp: '192.0.2.7' });
  await service.flush();

  const seen = (await service.call({ url: `${TOKENS}/${token._id}?include=usage` })).json();
  assert.equal(seen.lastUsed, service.clock.nowMs);
  const [row] = service.query('select * from tokens where id = ?', token._id);
  assert.match(JSON.stringify(row), /192\.0\.2\.7/);
  assert.match(JSON.stringify(row), /gateway\/1/);
  assert.deepEqual([seen.usage.allowed.at(-1), seen.usage.denied.at(-1)], [1, 1]);
  const [entry] = (await service.call({ url: '/api/v2/auditlog?limit=1' })).json().items;
  assert.deepEqual(
    [entry.accesses[0].action, entry.target.resources[0], entry.address],
    ['useEndedSecret', `service-token/${ended._id}`, '192.0.2.9'],
  );
  const id = foreign.json()._id;
  const theirs = await service.call({ url: `${TOKENS}/${id}?include=usage`, as: second.secret });
  assert.equal(theirs.json().lastUsed ?? 0, 0);
  assert.equal(theirs.json().usage.allowed.at(-1), 0);
});

test('warm answers come from memory, and after a change they never do', async (t) => {
  const service = await startTestService(t);
  const verifier = await createVerifier(service);
  const token = await service.createToken({ role: 'reader', serviceToken: true });
  const ask = () => introspect(service, token.token, { as: verifier });
  await ask();
  const lookUps = mock.method(service.deployment.store, 'findSecretOwner', async () => {
    throw new StorageUnavailable('the database is away');
  });
  assert.equal((await ask()).json().active, true);
  assert.equal(lookUps.mock.callCount(), 0);
  const unknown = await introspect(service, mintSecret('kw', 'service'), { as: verifier });
  assert.deepEqual([unknown.statusCode, unknown.json().error], [503, 'temporarily_unavailable']);
  assert.ok(unknown.headers['retry-after']);
  lookUps.mock.restore();
  await patch(service, token._id, '/disabled', true);
  assert.equal((await ask()).body, INACTIVE);
  await patch(service, token._id, '/disabled', false);
  assert.equal((await ask()).json().active, true);
});

test('an `Idempotency-Key` brings back no old answer', async (t) => {
  const service = await startTestService(t);
  const verifier = await createVerifier(service);
  const token = await service.createToken({ role: 'reader', serviceToken: true });
  const from = { as: verifier, headers: { 'idempotency-key': 'one' } };
  assert.equal((await introspect(service, token.token, from)).json().active, true);
  await service.call({ method: 'DELETE', url: `${TOKENS}/${token._id}` });
  assert.equal((await introspect(service, token.token, from)).body, INACTIVE);
});

test('guesses meet their limit by the address of the client, in one account only, and secrets that work go on', async (t) => {
  const service = await startTestService(t, { config: { rateLimits: { ...UNLIMITED, guesses: 3 } } });
  const verifier = await createVerifier(service);
  const token = await service.createToken({ role: 'reader', serviceToken: true });
  const second = await addSecondAccount(service);
  const secrets = [mintSecret('kw', 'service'), second.secret, 'x', mintSecret('kw', 'personal')];
  const statuses = [];
  for (const secret of [...secrets, ...secrets]) {
    statuses.push((await introspect(service, secret, { as: verifier, clientIp: '192.0.2.7' })).statusCode);
  }
  assert.deepEqual(statuses, [200, 200, 200, 429, 429, 429, 429, 429]);
  const refused = await introspect(service, 'x', { as: verifier, clientIp: '192.0.2.7' });
  assert.equal(refused.json().error, 'temporarily_unavailable');
  assert.ok(Number(refused.headers['retry-after']) >= 1);
  const works = await introspect(service, token.token, { as: verifier, clientIp: '192.0.2.7' });
  assert.equal(works.json().active, true);
  assert.equal((await introspect(service, 'x', { as: verifier, clientIp: '192.0.2.8' })).statusCode, 200);
  const theirs = await introspect(service, 'x', { as: second.secret, clientIp: '192.0.2.7' });
  assert.equal(theirs.statusCode, 200, 'what one account says of an address touches no other');
  const direct = { url: '/api/v2/caller-identity', as: mintSecret('kw', 'service') };
  assert.equal((await service.call({ ...direct, remoteAddress: '192.0.2.7' })).statusCode, 401);
});

test('verification goes on when the account has switched the REST API and service tokens off', async (t) => {
  const service = await startTestService(t);
  const verifier = await createVerifier(service);
  const personal = await service.createToken({ role: 'reader' });
  service.write(
    `update accounts set settings = json_set(settings, '$.restApi', json('false'), '$.serviceTokens', json('false')), rules_version = rules_version + 1`,
  );
  assert.equal((await introspect(service, personal.token, { as: verifier })).json().active, true);
  assert.equal((await service.call({ url: TOKENS, as: verifier })).statusCode, 403);
});

test('metadata names the endpoints under the public address, and never under a `Host` header', async (t) => {
  const publicUrl = 'https://tokens.example.com';
  const service = await startTestService(t, { config: { publicUrl } });
  const read = async (path: string) => {
    const answer = await service.call({ url: path, as: null, headers: { host: 'evil.example' } });
    assert.equal(answer.statusCode, 200, answer.body);
    assert.equal(answer.body.includes('evil'), false);
    return answer.json();
  };
  assert.deepEqual(await read('/.well-known/oauth-authorization-server'), {
    issuer: publicUrl,
    introspection_endpoint: `${publicUrl}/oauth2/introspect`,
    introspection_endpoint_auth_methods_supported: ['Bearer'],
    revocation_endpoint: `${publicUrl}/oauth2/revoke`,
    revocation_endpoint_auth_methods_supported: ['Bearer'],
    response_types_supported: ['none'],
  });
  assert.deepEqual(await read('/.well-known/oauth-protected-resource'), {
    resource: publicUrl,
    resource_name: 'Keyward',
    authorization_servers: [publicUrl],
    bearer_methods_supported: ['header'],
  });
  const issuer = (await introspect(service, service.ownerSecret)).json().iss;
  assert.equal(issuer, publicUrl);
  const unnamed = await startTestService(t);
  const missing = await unnamed.call({ url: '/.well-known/oauth-authorization-server', as: null });
  assert.equal(missing.statusCode, 404);
  assert.match(missing.json().hint, /KEYWARD_PUBLIC_URL/);
});

test('ids that were never given and ids of members are no secrets: nothing but a secret is introspected', async (t) => {
  const service = await startTestService(t);
  const token = await service.createToken({ role: 'reader' });
  for (const text of [token._id, newObjectId(), 'member/me', '*', ' ', `${token.token} `]) {
    assert.equal((await introspect(service, text)).body, INACTIVE, text);
  }
});
