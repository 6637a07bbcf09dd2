/** Cases of the threat model about objects, privilege and the audit log that no other test names. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newObjectId } from '../src/object-id.ts';
import { addSigner, Browser } from './browser.ts';
import { spec } from './generate-from-schema.ts';
import { addRole, allow, MEMBERS, patchMember } from './member-calls.ts';
import { startTestService, type TestService } from './test-service.ts';
import { clone, patch, reset, statusOf, storedTokens, TOKENS } from './token-calls.ts';

const AUDIT = '/api/v2/auditlog';

async function signIn(service: TestService, role: 'reader' | 'writer' | 'admin') {
  const member = await addSigner(service, undefined, role);
  const browser = new Browser(service);
  assert.equal((await browser.signIn(member.email)).statusCode, 201);
  return { member, browser };
}

test('O1: on every route of a token, that of another member is answered like an unknown one', async (t) => {
  const service = await startTestService(t);
  const { secret: reader } = await service.addMember('reader', 'reader');
  const { _id } = await service.createToken({ role: 'reader' });
  const superseded = (await reset(service, _id, { expiry: service.clock.nowMs + 60_000 })).json();
  const [{ _id: secretId }] = superseded.previousSecrets;
  await service.flush();
  const before = storedTokens(service);
  const bodies: Readonly<Record<string, object>> = {
    patchToken: [{ op: 'replace', path: '/name', value: 'mine' }],
    patchPreviousSecret: [{ op: 'replace', path: '/expiry', value: 1 }],
  };
  let routes = 0;
  for (const [path, methods] of Object.entries(spec.paths)) {
    if (!path.startsWith(`${TOKENS}/{id}`)) continue;
    for (const [method, { operationId }] of Object.entries(methods)) {
      const answer = async (id: string, secret: string) => {
        const url = path.replace('{id}', id).replace('{secretId}', secret);
        const payload = bodies[operationId] ?? (method === 'post' ? {} : undefined);
        const options = { method: method.toUpperCase() as 'GET', url, as: reader };
        const response = await service.call({ ...options, ...(payload && { payload }) });
        return `${response.statusCode} ${response.body.replace(/"requestId":"\w+"/, '')}`;
      };
      const hidden = await answer(_id, secretId);
      assert.match(hidden, /^404 /, operationId);
      assert.equal(hidden, await answer(newObjectId(), newObjectId()), operationId);
      routes++;
    }
  }
  assert.ok(routes >= 7, `only ${routes} routes were found`);
  assert.deepEqual(storedTokens(service), before);
});

test('O5: ids are random in each of their 96 bits, and guessing them finds nothing', async (t) => {
  const ids = Array.from({ length: 100_000 }, newObjectId);
  assert.equal(new Set(ids).size, ids.length);
  for (let place = 0; place < 24; place++) {
    const counts = new Map<string, number>();
    for (const id of ids) counts.set(id.charAt(place), (counts.get(id.charAt(place)) ?? 0) + 1);
    assert.equal(counts.size, 16);
    for (const count of counts.values()) assert.ok(Math.abs(count - 6_250) < 625, `${count} at ${place}`);
  }
  const service = await startTestService(t);
  for (const kind of ['tokens', 'members', 'auditlog', 'roles']) {
    for (const id of ids.slice(0, 50)) {
      assert.equal((await service.call({ url: `/api/v2/${kind}/${id}` })).statusCode, 404);
    }
  }
});

test('P1, P2, P3: who is signed in as a reader or writer gives no more than that, by a role or a policy', async (t) => {
  const service = await startTestService(t);
  for (const [role, beyond] of [
    ['reader', ['writer', 'admin', 'owner']],
    ['writer', ['admin', 'owner']],
  ] as const) {
    const { browser } = await signIn(service, role);
    const create = (payload: object) => browser.call({ method: 'POST', url: TOKENS, payload });
    assert.equal((await create({ role })).statusCode, 201, 'what they hold they give');
    const before = storedTokens(service);
    for (const wanted of beyond) {
      for (const serviceToken of [false, true]) {
        assert.equal((await create({ role: wanted, serviceToken })).statusCode, 403, wanted);
      }
    }
    for (const inlineRole of [
      allow('acct', 'updateSettings'),
      [{ effect: 'allow', resources: ['acct'], notActions: ['viewAuditLog'] }],
      [{ effect: 'allow', notResources: ['proj/*'], actions: ['*'] }],
      [
        { effect: 'allow', resources: ['member/*'], actions: ['*'] },
        { effect: 'deny', resources: ['member/*'], actions: ['viewMember', 'createMember'] },
      ],
    ]) {
      const response = await create({ inlineRole });
      assert.equal(response.statusCode, 403, JSON.stringify(inlineRole));
      const { access, reason } = response.json();
      assert.equal(reason.witness.action, access.action, 'an action that they lack is named');
    }
    assert.deepEqual(storedTokens(service), before);
  }
});

test('P14: a token makes tokens within its own rights alone, and both die with the member', async (t) => {
  const service = await startTestService(t);
  const { member, secret: reader } = await service.addMember('admin', 'reader');
  const create = (as: string, payload: object) => service.call({ method: 'POST', url: TOKENS, payload, as });
  for (const role of ['reader', 'writer', 'admin']) {
    assert.equal((await create(reader, { role })).statusCode, 403, 'a reader token of an admin makes none');
  }
  const { member: other, secret: admin } = await service.addMember('admin', 'admin');
  assert.equal((await create(admin, { role: 'owner' })).statusCode, 403);
  const child = (await create(admin, { role: 'admin' })).json();
  assert.equal(await statusOf(service, child.token), 200);
  for (const { id } of [member, other]) {
    const removed = await service.call({ method: 'DELETE', url: `${MEMBERS}/${id}` });
    assert.equal(removed.statusCode, 204);
  }
  for (const secret of [reader, admin, child.token]) assert.equal(await statusOf(service, secret), 401);
});

test('P20: a role that denies making tokens denies creating and cloning, and one that denies resets denies those', async (t) => {
  const service = await startTestService(t);
  const { member, browser } = await signIn(service, 'writer');
  const post = (url: string, payload: object = {}) => browser.call({ method: 'POST', url, payload });
  const own = (await post(TOKENS, { role: 'reader' })).json();
  const deny = async (key: string, ...actions: string[]) => {
    const statements = [
      ...allow('member/*', 'viewMember'),
      { effect: 'deny', resources: ['member/*:token/*'], actions },
    ];
    const id = await addRole(service, key, statements as never);
    const given = await patchMember(service, member.id, [
      { op: 'replace', path: '/customRoles', value: [id] },
    ]);
    assert.equal(given.statusCode, 200, given.body);
    assert.equal((await browser.signIn(member.email)).statusCode, 201);
  };
  const scope = { inlineRole: allow('member/*', 'viewMember') };
  await deny('no-tokens', 'createAccessToken');
  const count = () => service.query('select count(*) as count from tokens')[0]?.count;
  const before = count();
  for (const response of [await post(TOKENS, scope), await post(`${TOKENS}/${own._id}/clone`, scope)]) {
    assert.equal(response.statusCode, 403, response.body);
    assert.equal(response.json().access.action, 'createAccessToken');
  }
  assert.equal((await post(`${TOKENS}/${own._id}/reset`)).statusCode, 200, 'a reset is another action');
  await deny('no-resets', 'resetAccessToken');
  const refused = await post(`${TOKENS}/${own._id}/reset`);
  assert.deepEqual([refused.statusCode, refused.json().access.action], [403, 'resetAccessToken']);
  assert.equal(count(), before);
  assert.equal((await post(TOKENS, scope)).statusCode, 201);
});

test('P22: a token whose only role is deleted has no rights left, never those of its holder', async (t) => {
  const service = await startTestService(t);
  await addRole(service, 'viewer', allow('role/*', 'viewRole'));
  for (const serviceToken of [false, true]) {
    await addRole(service, `only-${serviceToken}`, allow('role/*', 'viewRole', 'createRole'));
    const { _id, token } = await service.createToken({
      customRoleIds: [`only-${serviceToken}`],
      serviceToken,
    });
    const seen = async () => (await service.call({ url: '/api/v2/roles', as: token })).json().totalCount;
    assert.ok((await seen()) > 0);
    const url = `/api/v2/roles/only-${serviceToken}`;
    assert.equal((await service.call({ method: 'DELETE', url })).statusCode, 204);
    assert.equal(await seen(), 0);
    const payload = { key: 'x', name: 'x', policy: [] };
    const create = await service.call({ method: 'POST', url: '/api/v2/roles', payload, as: token });
    assert.equal(create.statusCode, 403);
    assert.equal((await patch(service, newObjectId(), [], token)).statusCode, 404);
    const cloned = await clone(service, _id, {}, token);
    assert.equal(cloned.statusCode, serviceToken ? 404 : 403);
  }
});

test('L10: who reads the audit log can neither alter nor delete it, and no administrator can', async (t) => {
  const service = await startTestService(t);
  const { token: auditor } = await service.createToken({
    customRoleIds: ['keyward-auditor'],
    serviceToken: true,
  });
  const [entry] = (await service.call({ url: AUDIT, as: auditor })).json().items;
  assert.ok(entry, 'the auditor reads');
  const rows = () => service.query('select * from audit_entries where number <= ? order by number', last);
  const last = Number(service.query('select max(number) as last from audit_entries')[0]?.last);
  const before = rows();
  const { secret: admin } = await service.addMember('admin', 'admin');
  for (const as of [auditor, admin, service.ownerSecret]) {
    for (const url of [AUDIT, `${AUDIT}/${entry._id}`, `${AUDIT}/counts`]) {
      for (const method of ['PUT', 'PATCH', 'DELETE', 'POST'] as const) {
        for (const headers of [{}, { 'x-http-method-override': 'DELETE' }]) {
          const response = await service.call({ method, url, as, headers, payload: [] });
          const isSearch =
            method === 'POST' && !('x-http-method-override' in headers) && !url.includes(entry._id);
          if (!isSearch) assert.equal(response.statusCode, 405, `${method} ${url}: ${response.body}`);
        }
      }
    }
  }
  const payload = { merge: { name: 'x' } };
  assert.equal((await service.call({ method: 'PATCH', url: TOKENS, payload, as: auditor })).statusCode, 400);
  await service.flush();
  assert.deepEqual(rows(), before);
});
