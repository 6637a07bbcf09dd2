import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestService, type TestService } from './test-service.ts';
import {
  auditOf,
  changeMember,
  clone,
  DAY_MS,
  HOUR_MS,
  patch,
  reset,
  setSettings,
  statusOf,
  storedTokens,
} from './token-calls.ts';

const POLICY = [{ effect: 'allow', resources: ['service-token/*'], actions: ['viewToken'] }];

async function refused(
  service: TestService,
  id: string,
  payload: object,
  status: number,
  message: RegExp,
  as?: string,
) {
  const before = storedTokens(service);
  const response = await clone(service, id, payload, as);
  assert.equal(response.statusCode, status, response.body);
  assert.match(response.json().message, message);
  assert.equal(/kw[ps]_/.test(response.body), false);
  assert.deepEqual(storedTokens(service), before);
  return response.json();
}

test('a clone has the scope, version, addresses, tags and length of life of the other, and a secret of its own', async (t) => {
  const service = await startTestService(t);
  for (const scope of [{ role: 'writer' }, { inlineRole: POLICY }]) {
    const original = await service.createToken({
      ...scope,
      name: 'ci',
      description: 'builds',
      defaultApiVersion: 20191212,
      allowedIps: ['0.0.0.0/0'],
      tags: ['a', 'b'],
      expiry: service.clock.nowMs + 10 * DAY_MS,
    });
    await reset(service, original._id, { expiry: service.clock.nowMs + HOUR_MS });
    service.clock.advance(3 * DAY_MS);
    const response = await clone(service, original._id);
    assert.equal(response.statusCode, 201, response.body);
    const { nowMs } = service.clock;
    const copy = response.json();
    assert.deepEqual(copy, {
      ...original,
      _id: copy._id,
      token: copy.token,
      creationDate: nowMs,
      lastModified: nowMs,
      expiry: nowMs + 10 * DAY_MS,
      effectiveEverywhereBy: nowMs + 5_000,
      _links: {
        ...(original._links as object),
        self: { href: `/api/v2/tokens/${copy._id}`, type: 'application/json' },
      },
    });
    assert.equal(response.headers.location, `/api/v2/tokens/${copy._id}`);
    assert.notEqual(copy._id, original._id);
    assert.equal(await statusOf(service, copy.token), 200);
  }
});

test('what the body says is otherwise in the clone', async (t) => {
  const service = await startTestService(t);
  const original = await service.createToken({
    role: 'writer',
    name: 'a',
    tags: ['x'],
    expiry: service.clock.nowMs + DAY_MS,
  });
  const overrides = {
    name: '',
    description: 'd',
    role: 'reader',
    defaultApiVersion: 20220603,
    expiry: service.clock.nowMs + 1,
    allowedIps: ['10.0.0.0/8'],
    tags: [],
  };
  assert.partialDeepStrictEqual((await clone(service, original._id, overrides)).json(), overrides);
  const endless = (await clone(service, original._id, { expiry: null })).json();
  assert.equal('expiry' in endless, false);
  const narrow = (await clone(service, original._id, { inlineRole: POLICY })).json();
  assert.deepEqual([narrow.role, narrow.inlineRole], [undefined, POLICY]);
  const empty = (
    await clone(service, original._id, { role: '', inlineRole: [], customRoleIds: null })
  ).json();
  assert.equal(empty.role, 'writer');
});

test('a body that says nothing, in every way to say it, clones', async (t) => {
  const service = await startTestService(t);
  const { _id } = await service.createToken({ role: 'reader' });
  const url = `/api/v2/tokens/${_id}/clone`;
  const json = { 'content-type': 'application/json' };
  for (const call of [{}, { headers: json, payload: 'null' }, { headers: json, payload: '' }]) {
    assert.equal((await service.call({ method: 'POST', url, ...call })).statusCode, 201);
  }
});

test('a wrong body is refused by the name of its field', async (t) => {
  const service = await startTestService(t);
  const { _id, token } = await service.createToken({ role: 'reader' });
  await refused(service, _id, { colour: 'blue' }, 400, /unknown field `colour`/);
  await refused(service, _id, { memberId: '0'.repeat(24) }, 400, /unknown field `memberId`/);
  await refused(service, _id, { disabled: true }, 400, /unknown field `disabled`/);
  await refused(service, _id, { role: 'reader', inlineRole: POLICY }, 400, /`role` and `inlineRole`/);
  await refused(service, _id, { inlineRole: [{ effect: 'allow' }] }, 400, /^`inlineRole`/);
  await refused(service, _id, { expiry: service.clock.nowMs }, 400, /this time has passed/);
  await refused(service, _id, { name: token }, 400, /`name` holds what looks like/);
  await refused(service, '0'.repeat(24), {}, 404, /Invalid resource identifier/);
});

test('P6: a service token is cloned into a personal one of the cloner unless a service token is asked for', async (t) => {
  const service = await startTestService(t);
  const { member, secret } = await service.addMember('admin', 'admin');
  const shared = await service.createToken({ role: 'reader', serviceToken: true });
  const personal = (await clone(service, shared._id, {}, secret)).json();
  assert.deepEqual([personal.serviceToken, personal.memberId], [false, member.id]);
  assert.match(personal.token, /^kwp_/);
  const second = (await clone(service, shared._id, { serviceToken: true }, secret)).json();
  assert.equal(second.serviceToken, true);
  assert.match(second.token, /^kws_/);
  const maker = await service.createToken({ role: 'admin', serviceToken: true });
  await refused(service, shared._id, {}, 400, /creates service tokens only/, maker.token);
  assert.equal((await clone(service, shared._id, { serviceToken: true }, maker.token)).statusCode, 201);
  const entries = auditOf(service, 'createAccessToken').filter(({ verb }) => verb === 'cloned the token');
  assert.equal(entries.length, 3);
  assert.match(
    String(entries[0]?.description),
    new RegExp(`Cloned the token \`${shared._id}\` into a service`),
  );
});

test('the ceiling is that of the cloner, whoever owns the token and whatever it was given', async (t) => {
  const service = await startTestService(t);
  const { secret: admin } = await service.addMember('admin', 'admin');
  for (const serviceToken of [false, true]) {
    const strong = await service.createToken({ role: 'owner', serviceToken });
    const { reason } = await refused(service, strong._id, {}, 403, /more than the giver may do/, admin);
    assert.equal(reason.kind, 'not_held');
    await refused(service, strong._id, { serviceToken: true }, 403, /more than the giver/, admin);
    const weaker = await clone(service, strong._id, { role: 'admin' }, admin);
    assert.equal(weaker.statusCode, 201, 'with a scope of their own they may');
  }
});

test('P5: a member who was downgraded gets no rights back by cloning the tokens of better days', async (t) => {
  const service = await startTestService(t);
  const { member, secret } = await service.addMember('owner', 'owner');
  const own = (await service.call({ url: '/api/v2/caller-identity', as: secret })).json().tokenId;
  await changeMember(service, member.id, { role: 'admin' });
  await refused(service, own, {}, 403, /more than the giver/, secret);
  await refused(service, own, { serviceToken: true }, 403, /more than the giver/, secret);
  await changeMember(service, member.id, { role: 'reader' });
  await refused(service, own, {}, 403, /denied/, secret);
  const { secret: admin } = await service.addMember('admin', 'admin');
  await refused(service, own, {}, 403, /more than the giver/, admin);
});

test('a policy that speaks of its holder is not cloned into a service token, which has none', async (t) => {
  const service = await startTestService(t);
  const inlineRole = [
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the policy language has this placeholder
    { effect: 'allow', resources: ['proj/${roleAttribute/team}'], actions: ['viewProject'] },
  ];
  const { _id } = await service.createToken({ inlineRole });
  await refused(service, _id, { serviceToken: true }, 400, /^`inlineRole`/);
  assert.equal((await clone(service, _id)).statusCode, 201);
});

test('a clone obeys the account: limit of service tokens, longest life, tokens without end', async (t) => {
  const service = await startTestService(t);
  setSettings(service, { serviceTokenLimit: 1, maximumTokenLifetimeDays: 7 });
  const shared = await service.createToken({ role: 'reader', serviceToken: true });
  assert.equal(shared.expiry, service.clock.nowMs + 7 * DAY_MS);
  await refused(service, shared._id, { serviceToken: true }, 403, /limit of 1 service tokens/);
  await refused(service, shared._id, { expiry: null }, 400, /need an end/);
  await refused(service, shared._id, { expiry: service.clock.nowMs + 7 * DAY_MS + 1 }, 400, /at most 7 days/);
  assert.equal((await clone(service, shared._id)).statusCode, 201);
});

test('a token that has ended is cloned into one that works: expired and disabled are not inherited', async (t) => {
  const service = await startTestService(t);
  const original = await service.createToken({ role: 'reader', expiry: service.clock.nowMs + HOUR_MS });
  await patch(service, original._id, { merge: { disabled: true } });
  service.clock.advance(2 * HOUR_MS);
  const copy = (await clone(service, original._id)).json();
  assert.deepEqual([copy.status, copy.expiry], ['active', service.clock.nowMs + HOUR_MS]);
  assert.equal(await statusOf(service, original.token), 401);
  await service.call({ method: 'DELETE', url: `/api/v2/tokens/${original._id}` });
  await refused(service, original._id, {}, 404, /Invalid resource identifier/);
  assert.equal(await statusOf(service, copy.token), 200);
});
