import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestService, type TestService } from './test-service.ts';

const ROLES = '/api/v2/roles';
const TOKENS = '/api/v2/tokens';
const VIEW = [{ effect: 'allow', resources: ['proj/*'], actions: ['viewProject'] }];
const AUDIT = [{ effect: 'allow', resources: ['acct'], actions: ['viewAuditLog'] }];

async function createRole(service: TestService, body: Record<string, unknown>, as = service.ownerSecret) {
  return service.call({ method: 'POST', url: ROLES, payload: { name: 'A role', policy: VIEW, ...body }, as });
}

function patchRole(service: TestService, key: string, payload: unknown, as = service.ownerSecret) {
  return service.call({ method: 'PATCH', url: `${ROLES}/${key}`, payload: payload as object, as });
}

const replacePolicy = (policy: unknown) => [{ op: 'replace', path: '/policy', value: policy }];

async function readsAuditLog(service: TestService, as: string): Promise<boolean> {
  const response = await service.call({ url: '/api/v2/auditlog', as });
  assert.equal(response.statusCode, 200, response.body);
  return response.json().items.length > 0;
}

test('a role comes back as it was sent, by key and by id', async (t) => {
  const service = await startTestService(t);
  const policy = [
    { effect: 'deny', notResources: ['proj/b', 'proj/a'], notActions: ['zzz', 'createProject'] },
    { effect: 'allow', resources: ['proj/*;web'], actions: ['update*', 'viewProject'] },
  ];
  const body = { key: 'Ops.team_1', name: 'Ops', description: 'For ops', policy, basePermissions: 'reader' };
  const created = await createRole(service, { ...body, resourceCategory: 'project' });
  assert.equal(created.statusCode, 201, created.body);
  const { _id, _links, _access, effectiveEverywhereBy: _announced, ...rest } = created.json();
  assert.deepEqual(rest, {
    ...body,
    resourceCategory: 'project',
    assignedTo: { membersCount: 0, teamsCount: 0, tokensCount: 0 },
    preset: false,
  });
  assert.equal(_access.denied.length, 0, 'an owner may do everything');
  for (const name of [_id, body.key]) {
    const read = await service.call({ url: `${ROLES}/${name}` });
    assert.deepEqual(read.json(), { _id, _links, _access, ...rest });
    assert.ok(
      read.body.includes(JSON.stringify(policy[0])),
      'to the letter, in the order in which it was sent',
    );
  }
  assert.equal((await service.call({ url: `${ROLES}/ops.team_1` })).statusCode, 404, 'keys have a case');
});

test('what cannot be stored is refused and named, and a key is taken once', async (t) => {
  const service = await startTestService(t);
  const refused = async (body: Record<string, unknown>, status: number, code: string, message: RegExp) => {
    const response = await createRole(service, body);
    assert.deepEqual([response.statusCode, response.json().code], [status, code], response.body);
    assert.match(response.json().message, message);
  };
  assert.equal((await createRole(service, { key: 'taken' })).statusCode, 201);
  await refused({ key: 'taken' }, 409, 'conflict', /`taken`/);
  await refused({ key: 'keyward-mine' }, 400, 'invalid_request', /`key`/);
  await refused({ key: '-x' }, 400, 'invalid_request', /`key`/);
  await refused({ key: 'x', policy: [{ effect: 'maybe' }] }, 400, 'invalid_request', /`policy`/);
  await refused({ key: 'x', basePermissions: 'king' }, 400, 'invalid_request', /`basePermissions`/);
  await refused({ key: 'x', extra: 1 }, 400, 'invalid_request', /`extra`/);
  const empty = await createRole(service, { key: 'empty', policy: null });
  assert.deepEqual(empty.json().policy, [], 'as Terraform sends a role without statements');
  const older = await service.call({
    method: 'POST',
    url: ROLES,
    payload: { key: 'older', name: 'Older', policy: [] },
    headers: { 'ld-api-version': '20220603' },
  });
  assert.equal(older.json().basePermissions, 'reader');
});

test('a token with custom roles may do what they allow, and a role edit reaches it at once', async (t) => {
  const service = await startTestService(t);
  const role = (await createRole(service, { key: 'auditor', policy: AUDIT })).json();
  const other = (await createRole(service, { key: 'viewer' })).json();
  const token = await service.createToken({
    customRoleIds: ['auditor', other._id, 'auditor'],
    serviceToken: true,
  });
  assert.deepEqual(token.customRoleIds, [role._id, other._id], 'keys or ids in, ids out, each once');
  assert.equal('role' in token, false);
  assert.deepEqual(token.inlineRole, []);
  assert.equal(await readsAuditLog(service, token.token), true);
  const assigned = (await service.call({ url: `${ROLES}/auditor` })).json().assignedTo;
  assert.deepEqual(assigned, { membersCount: 0, teamsCount: 0, tokensCount: 1 });

  assert.equal((await patchRole(service, 'auditor', replacePolicy(VIEW))).statusCode, 200);
  assert.equal(await readsAuditLog(service, token.token), false);
  await patchRole(service, 'auditor', { merge: { policy: AUDIT }, comment: 'back again' });
  assert.equal(await readsAuditLog(service, token.token), true);
  const [entry] = (await service.call({ url: '/api/v2/auditlog' })).json().items;
  assert.deepEqual([entry.kind, entry.comment], ['role', 'back again']);

  assert.equal((await service.call({ method: 'DELETE', url: `${ROLES}/auditor` })).statusCode, 204);
  assert.equal(await readsAuditLog(service, token.token), false);
  const left = (await service.call({ url: `${TOKENS}/${token._id}` })).json();
  assert.deepEqual(left.customRoleIds, [other._id]);
  assert.equal((await service.call({ method: 'DELETE', url: `${ROLES}/viewer` })).statusCode, 204);
  const none = (await service.call({ url: `${TOKENS}/${token._id}` })).json();
  assert.deepEqual([none.customRoleIds, 'role' in none], [[], false], 'no rights, and no base role instead');
  assert.equal((await service.call({ url: '/api/v2/caller-identity', as: token.token })).statusCode, 200);
});

test('a token that was left without roles can still be renamed and disabled', async (t) => {
  const service = await startTestService(t);
  await createRole(service, { key: 'auditor', policy: AUDIT });
  const { _id, token } = await service.createToken({ customRoleIds: ['auditor'] });
  await service.call({ method: 'DELETE', url: `${ROLES}/auditor` });
  const url = `${TOKENS}/${_id}`;
  const payload = { merge: { name: 'old', disabled: true } };
  const response = await service.call({ method: 'PATCH', url, payload });
  assert.equal(response.statusCode, 200, response.body);
  assert.deepEqual([response.json().name, response.json().customRoleIds], ['old', []]);
  assert.equal((await service.call({ url: '/api/v2/caller-identity', as: token })).statusCode, 401);
  const empty = await service.call({ method: 'PATCH', url, payload: { merge: { customRoleIds: ['x'] } } });
  assert.equal(empty.statusCode, 400, 'a new scope is looked at as ever');
});

test('a role that does not exist, or depends on its holder, is not given', async (t) => {
  const service = await startTestService(t);
  const mine = ['proj/$', '{roleAttribute/projects}'].join('');
  const policy = [{ effect: 'allow', resources: [mine], actions: ['viewProject'] }];
  await createRole(service, { key: 'mine', policy });
  const create = (body: Record<string, unknown>) =>
    service.call({ method: 'POST', url: TOKENS, payload: body });
  const unknown = await create({ customRoleIds: ['nope'] });
  assert.deepEqual([unknown.statusCode, unknown.json().code], [400, 'invalid_request']);
  assert.match(unknown.json().message, /`customRoleIds`.*`nope`/);
  const service400 = await create({ customRoleIds: ['mine'], serviceToken: true });
  assert.equal(service400.statusCode, 400);
  assert.match(service400.json().message, /`mine`/);
  assert.equal((await create({ customRoleIds: ['mine'] })).statusCode, 201);
  assert.equal((await create({ customRoleIds: ['mine'], role: 'reader' })).statusCode, 400);
});

test('P15: nobody gives or edits a role beyond what they hold', async (t) => {
  const service = await startTestService(t);
  await createRole(service, { key: 'auditor', policy: AUDIT });
  const owners = [{ effect: 'allow', resources: ['acct'], actions: ['deleteAccount'] }];
  await createRole(service, { key: 'owners', policy: owners });
  const admin = await service.addMember('admin', 'admin');
  const create = (key: string) =>
    service.call({
      method: 'POST',
      url: TOKENS,
      payload: { customRoleIds: [key], serviceToken: true },
      as: admin.secret,
    });
  assert.equal((await create('auditor')).statusCode, 201);
  const beyond = await create('owners');
  assert.equal(beyond.statusCode, 403);
  assert.deepEqual(beyond.json().access, { action: 'deleteAccount', resource: 'acct' });

  const edited = await patchRole(service, 'auditor', replacePolicy(owners), admin.secret);
  assert.equal(edited.statusCode, 403, 'a service token holds it and would gain');
  assert.equal((await patchRole(service, 'auditor', replacePolicy(VIEW), admin.secret)).statusCode, 200);
  assert.equal((await createRole(service, { key: 'free', policy: owners }, admin.secret)).statusCode, 201);
  const widened = await patchRole(service, 'free', replacePolicy([...owners, ...AUDIT]), admin.secret);
  assert.equal(widened.statusCode, 200, 'nobody holds it, so nobody gains');
  const held = await service.createToken({ customRoleIds: ['free'], serviceToken: true });
  const renamed = await patchRole(
    service,
    'free',
    [{ op: 'replace', path: '/name', value: 'New' }],
    admin.secret,
  );
  assert.equal(renamed.statusCode, 200, 'a name gives nothing');
  const kept = await patchRole(service, 'free', replacePolicy([...owners, ...VIEW]), admin.secret);
  assert.equal(kept.statusCode, 200, 'what was allowed before is no gain');
  assert.ok(held._id);
});

test('preset roles are there, can be given, and are neither edited nor deleted', async (t) => {
  const service = await startTestService(t);
  const list = (await service.call({ url: `${ROLES}?limit=100` })).json();
  const keys = list.items.map(({ key }: { key: string }) => key).sort();
  assert.deepEqual(keys, [
    'keyward-auditor',
    'keyward-member-admin',
    'keyward-policy-author',
    'keyward-token-manager',
    'keyward-verifier',
  ]);
  const { token } = await service.createToken({ customRoleIds: ['keyward-auditor'], serviceToken: true });
  assert.equal(await readsAuditLog(service, token), true);
  const edited = await patchRole(service, 'keyward-auditor', replacePolicy([]));
  assert.equal(edited.statusCode, 400);
  const url = `${ROLES}/keyward-auditor`;
  assert.equal((await service.call({ method: 'DELETE', url })).statusCode, 400);
  assert.equal(await readsAuditLog(service, token), true);
});

test('a token switches between the three kinds of scope in one document', async (t) => {
  const service = await startTestService(t);
  const role = (await createRole(service, { key: 'auditor', policy: AUDIT })).json();
  const token = await service.createToken({ role: 'reader' });
  const patch = async (payload: unknown) => {
    const url = `${TOKENS}/${token._id}`;
    const response = await service.call({ method: 'PATCH', url, payload: payload as object });
    assert.equal(response.statusCode, 200, response.body);
    const { role: base, customRoleIds, inlineRole } = response.json();
    return { base, customRoleIds, inlineRole };
  };
  const toCustom = [
    { op: 'remove', path: '/role' },
    { op: 'replace', path: '/customRoleIds', value: [role._id] },
  ];
  assert.deepEqual(await patch(toCustom), { base: undefined, customRoleIds: [role._id], inlineRole: [] });
  const entries = () => service.query('select count(*) as count from audit_entries')[0]?.count;
  const before = entries();
  await patch([{ op: 'replace', path: '/customRoleIds', value: ['auditor'] }]);
  assert.equal(entries(), before, 'the key of the same role changes nothing');
  const toInline = [
    { op: 'remove', path: '/customRoleIds' },
    { op: 'add', path: '/inlineRole', value: VIEW },
  ];
  assert.deepEqual(await patch(toInline), { base: undefined, customRoleIds: [], inlineRole: VIEW });
  const toRole = [
    { op: 'remove', path: '/inlineRole' },
    { op: 'add', path: '/role', value: 'writer' },
  ];
  assert.deepEqual(await patch(toRole), { base: 'writer', customRoleIds: [], inlineRole: [] });
});

test('with custom roles switched off none is made, changed or given, while those that are held go on', async (t) => {
  const service = await startTestService(t);
  await createRole(service, { key: 'auditor', policy: AUDIT });
  const { token } = await service.createToken({ customRoleIds: ['auditor'], serviceToken: true });
  const payload = [{ op: 'replace', path: '/customRoles', value: false }];
  await service.call({ method: 'PATCH', url: '/api/v2/account/settings', payload });
  const attempts = [
    await createRole(service, { key: 'x' }),
    await patchRole(service, 'auditor', replacePolicy([])),
    await service.call({ method: 'DELETE', url: `${ROLES}/auditor` }),
    await service.call({ method: 'POST', url: TOKENS, payload: { customRoleIds: ['auditor'] } }),
  ];
  for (const [index, { statusCode, body }] of attempts.entries()) {
    assert.deepEqual([index, statusCode, JSON.parse(body).code], [index, 403, 'feature_disabled']);
  }
  assert.equal(await readsAuditLog(service, token), true);
});

test('a role that may not be seen is not found', async (t) => {
  const service = await startTestService(t);
  await createRole(service, { key: 'auditor' });
  const nobody = await service.addMember('no_access', 'reader');
  const hidden = await service.call({ url: `${ROLES}/auditor`, as: nobody.secret });
  const missing = await service.call({ url: `${ROLES}/nothing`, as: nobody.secret });
  const plain = (body: string) => body.replace(/"requestId":"\w+"/, '');
  assert.deepEqual([hidden.statusCode, plain(hidden.body)], [404, plain(missing.body)]);
  assert.equal((await service.call({ url: ROLES, as: nobody.secret })).json().totalCount, 0);
});
