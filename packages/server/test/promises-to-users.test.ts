/** What the documentation of access tokens has always told their users, one sentence after another, over HTTP. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addSigner, Browser } from './browser.ts';
import { startTestService } from './test-service.ts';
import {
  changeMember,
  clone,
  HOUR_MS,
  patch,
  putToken,
  readToken,
  reset,
  statusOf,
  TOKENS,
} from './token-calls.ts';

test('resetting: name it, say for how many hours the old one stays, take the new one', async (t) => {
  const service = await startTestService(t);
  const { _id, token: old } = await service.createToken({ name: 'Example reader token', role: 'reader' });
  const wrong = await reset(service, _id, { confirmName: 'Another token' });
  assert.equal(wrong.statusCode, 400, 'the name confirms the reset');
  const expiry = service.clock.nowMs + 24 * HOUR_MS;
  const answer = await reset(service, _id, { expiry, confirmName: 'Example reader token' });
  assert.equal(answer.json()._id, _id);
  const fresh = answer.json().token;
  assert.equal(fresh.length > 4, true, 'the reset answers the entire value');
  assert.equal((await readToken(service, _id)).token, fresh.slice(-4), 'otherwise the last four characters');
  assert.deepEqual([await statusOf(service, old), await statusOf(service, fresh)], [200, 200]);
  service.clock.nowMs = expiry;
  assert.deepEqual([await statusOf(service, old), await statusOf(service, fresh)], [401, 200]);
});

test('by default the old value of a token that is reset expires immediately', async (t) => {
  const service = await startTestService(t);
  const { _id, token } = await service.createToken({ role: 'reader' });
  await reset(service, _id);
  assert.equal(await statusOf(service, token), 401);
});

test('cloning makes more tokens with the same permissions; after deleting, calls are unauthorized', async (t) => {
  const service = await startTestService(t);
  const { _id, token } = await service.createToken({ role: 'writer' });
  const copies = [await clone(service, _id), await clone(service, _id)].map((answer) => answer.json());
  assert.deepEqual(
    copies.map(({ role }) => role),
    ['writer', 'writer'],
  );
  assert.equal((await service.call({ method: 'DELETE', url: `${TOKENS}/${_id}` })).statusCode, 204);
  const refused = await service.call({ url: TOKENS, as: token });
  assert.deepEqual([refused.statusCode, refused.json().code], [401, 'unauthorized']);
  for (const copy of copies) assert.equal(await statusOf(service, copy.token), 200);
});

test('secrets are private: administrators delete the tokens of others and never see their values', async (t) => {
  const service = await startTestService(t);
  const member = await addSigner(service, undefined, 'reader');
  const browser = new Browser(service);
  await browser.signIn(member.email);
  const created = await browser.call({
    method: 'POST',
    url: TOKENS,
    payload: { name: 'mine', role: 'reader' },
  });
  assert.equal(created.statusCode, 201, 'every member makes tokens within their own permissions');
  const { _id, token } = created.json();
  for (const answer of [
    await service.call({ url: `${TOKENS}/${_id}` }),
    await service.call({ url: `${TOKENS}?showAll=true` }),
    await service.call({ url: '/api/v2/auditlog' }),
    await reset(service, _id),
    await patch(service, _id, { merge: { description: 'seen' } }),
    await browser.call({ url: `${TOKENS}/${_id}` }),
  ]) {
    assert.equal(answer.body.includes(token), false, 'the value is visible one time, right after creation');
    assert.equal(/kwp_\w{36}/.test(answer.body), false);
  }
  assert.equal((await service.call({ method: 'DELETE', url: `${TOKENS}/${_id}` })).statusCode, 204);
  assert.equal(await statusOf(service, token), 401);
});

test('tokens are personal unless a service token is asked for, and speak the version they were given', async (t) => {
  const service = await startTestService(t);
  const byDefault = await service.createToken({ role: 'reader', defaultApiVersion: 20191212 });
  assert.equal(byDefault.serviceToken, false);
  const versions = await service.call({ url: '/api/v2/versions', as: byDefault.token });
  assert.equal(versions.json().currentVersion, 20191212);
  const headers = { 'ld-api-version': '20240415' };
  const other = await service.call({ url: '/api/v2/versions', as: byDefault.token, headers });
  assert.equal(other.json().currentVersion, 20240415);
  assert.equal((await service.createToken({ role: 'reader', serviceToken: true })).serviceToken, true);
});

test('a personal token never does more than its member: a downgrade counts at the next call, removal ends it', async (t) => {
  const service = await startTestService(t);
  const { member } = await service.addMember('admin', 'admin');
  const given = { memberId: member.id, scope: { role: 'admin' } } as const;
  const personal = await putToken(service, { ...given, kind: 'personal' });
  const shared = await putToken(service, { ...given, kind: 'service' });
  const create = async (as: string) =>
    (await service.call({ method: 'POST', url: TOKENS, payload: { role: 'reader', serviceToken: true }, as }))
      .statusCode;
  assert.deepEqual([await create(personal.secret), await create(shared.secret)], [201, 201]);
  await changeMember(service, member.id, { role: 'reader' });
  assert.deepEqual([await create(personal.secret), await create(shared.secret)], [403, 201]);
  const list = await service.call({ url: TOKENS, as: personal.secret });
  assert.equal(list.statusCode, 200, 'it behaves like a reader token');
  await changeMember(service, member.id, { removedAt: service.clock.nowMs });
  assert.deepEqual([await create(personal.secret), await create(shared.secret)], [401, 201]);
});

test('a service token never has more permissions than its maker, and they are fixed', async (t) => {
  const service = await startTestService(t);
  const { secret } = await service.addMember('admin', 'admin');
  const create = (role: string) =>
    service.call({ method: 'POST', url: TOKENS, payload: { role, serviceToken: true }, as: secret });
  assert.equal((await create('owner')).statusCode, 403);
  const made = await create('admin');
  assert.equal(made.statusCode, 201);
  const { _id } = made.json();
  assert.equal(
    (await patch(service, _id, [{ op: 'replace', path: '/role', value: 'reader' }])).statusCode,
    400,
  );
  assert.equal((await readToken(service, _id)).role, 'admin');
});

test('a personal token is adjusted to a smaller scope, and with an inline policy does only what that says', async (t) => {
  const service = await startTestService(t);
  const { _id, token } = await service.createToken({ role: 'admin' });
  const inlineRole = [{ effect: 'allow', resources: ['acct'], actions: ['viewAuditLog'] }];
  const adjusted = await patch(service, _id, [
    { op: 'remove', path: '/role' },
    { op: 'replace', path: '/inlineRole', value: inlineRole },
  ]);
  assert.equal(adjusted.statusCode, 200);
  const log = await service.call({ url: '/api/v2/auditlog', as: token });
  assert.ok(log.json().items.length > 0);
  const create = await service.call({ method: 'POST', url: TOKENS, payload: { role: 'reader' }, as: token });
  assert.equal(create.statusCode, 403);
});

test('readers make reader tokens, administrators and owners what they hold, when they are signed in', async (t) => {
  const service = await startTestService(t);
  const given: Record<string, readonly number[]> = {};
  for (const role of ['reader', 'admin', 'owner'] as const) {
    const browser = new Browser(service);
    await browser.signIn((await addSigner(service, undefined, role)).email);
    const statuses: number[] = [];
    for (const wanted of ['reader', 'writer', 'admin', 'owner']) {
      statuses.push(
        (await browser.call({ method: 'POST', url: TOKENS, payload: { role: wanted } })).statusCode,
      );
    }
    given[role] = statuses;
  }
  assert.deepEqual(given, {
    reader: [201, 403, 403, 403],
    admin: [201, 201, 201, 403],
    owner: [201, 201, 201, 201],
  });
});

test('an account has two hundred service tokens unless more are granted', async (t) => {
  const service = await startTestService(t);
  const settings = (await service.call({ url: '/api/v2/account/settings' })).json();
  assert.equal(settings.serviceTokenLimit, 200);
});
