import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Policy } from '@keyward/policy';
import { addRole, allow } from './member-calls.ts';
import { startTestService, type TestService } from './test-service.ts';

const TYPES = '/api/v2/resource-types';
const DOOR = {
  viewAction: 'viewDoor',
  tags: true,
  actions: { viewDoor: 'read', openDoor: 'write', rekeyDoor: 'admin', sellDoor: 'owner' },
};

function put(service: TestService, name: string, payload: object, as = service.ownerSecret) {
  return service.call({ method: 'PUT', url: `${TYPES}/${name}`, payload, as });
}

function remove(service: TestService, name: string, as = service.ownerSecret) {
  return service.call({ method: 'DELETE', url: `${TYPES}/${name}`, as });
}

async function may(
  service: TestService,
  role: string,
  action: string,
  resource = 'door/front',
): Promise<boolean> {
  const response = await service.call({
    method: 'POST',
    url: '/api/v2/policies/explain',
    payload: { subject: { member: { role } }, requests: [{ action, resource }] },
  });
  return response.json().items[0].allowed;
}

test('the types that are built in are listed with their actions and levels', async (t) => {
  const service = await startTestService(t);
  const { secret } = await service.addMember('no_access', 'reader');
  const { items, totalCount } = (await service.call({ url: TYPES, as: secret })).json();
  assert.equal(totalCount, items.length);
  const flag = items.find(({ name }: { name: string }) => name === 'flag');
  assert.deepEqual(flag.chains, ['proj/*:env/*:flag/*']);
  assert.equal(flag.actions.updateOn, 'write');
  const token = items.find(({ name }: { name: string }) => name === 'service-token');
  assert.deepEqual([token.origin, token.actions.viewToken], ['keyward', 'read']);
});

test('a declared type is decided on by the levels of its actions', async (t) => {
  const service = await startTestService(t);
  const declared = await put(service, 'door', DOOR);
  assert.equal(declared.statusCode, 201, declared.body);
  assert.deepEqual(declared.json().actions, DOOR.actions);
  assert.equal(declared.json().origin, 'account');
  const listed = (await service.call({ url: TYPES })).json().items.at(-1);
  const { effectiveEverywhereBy: _announced, ...answered } = declared.json();
  assert.deepEqual(listed, answered);

  const rights = async (role: string) =>
    Promise.all(Object.keys(DOOR.actions).map((action) => may(service, role, action)));
  assert.deepEqual(await rights('no_access'), [false, false, false, false]);
  assert.deepEqual(await rights('reader'), [true, false, false, false]);
  assert.deepEqual(await rights('writer'), [true, true, false, false]);
  assert.deepEqual(await rights('admin'), [true, true, true, false]);
  assert.deepEqual(await rights('owner'), [true, true, true, true]);
});

test('a policy may name a declared type at once, and no longer when it is gone', async (t) => {
  const service = await startTestService(t);
  const inlineRole = [{ effect: 'allow', resources: ['door/*;blue'], actions: ['openDoor', 'viewDoor'] }];
  const create = () =>
    service.call({ method: 'POST', url: '/api/v2/tokens', payload: { inlineRole, serviceToken: true } });
  assert.equal((await create()).statusCode, 400);
  await put(service, 'door', DOOR);
  const { _id } = (await create()).json();

  const kept = await remove(service, 'door');
  assert.equal(kept.statusCode, 409);
  assert.match(kept.json().message, new RegExp(_id));
  const narrowed = await put(service, 'door', { actions: { viewDoor: 'read' } });
  assert.equal(narrowed.statusCode, 409, narrowed.body);
  assert.equal(await may(service, 'writer', 'openDoor'), true);

  await service.call({ method: 'DELETE', url: `/api/v2/tokens/${_id}` });
  assert.equal((await remove(service, 'door')).statusCode, 204);
  assert.equal((await remove(service, 'door')).statusCode, 404);
  assert.equal((await create()).statusCode, 400);
});

test('whatever needs an action that would go is named, and a dry run finds it out without storing anything', async (t) => {
  const service = await startTestService(t);
  await put(service, 'door', DOOR);
  const policy = [{ effect: 'allow', resources: ['door/*'], actions: ['openDoor', 'viewDoor'] }];
  const { _id } = await service.createToken({ inlineRole: policy, serviceToken: true });
  await service.call({
    method: 'POST',
    url: '/api/v2/roles',
    payload: { key: 'porter', name: 'Porter', policy },
  });
  const open = { method: 'POST', path: '/doors/{door}', resource: 'door/{door}', action: 'openDoor' };
  await service.call({ method: 'PUT', url: '/api/v2/gateway-routes/open', payload: open });
  const before = service.query('select * from resource_types, audit_entries');

  const without = { ...DOOR, actions: { viewDoor: 'read' } };
  const more = { ...DOOR, actions: { ...DOOR.actions, paintDoor: 'write' } };
  for (const query of ['?dryRun=true', '']) {
    const lost = await put(service, `door${query}`, without);
    assert.equal(lost.statusCode, 409, lost.body);
    assert.deepEqual(lost.json().reason, {
      kind: 'in_use',
      totalCount: 3,
      tokens: [_id],
      roles: ['porter'],
      gatewayRoutes: ['open'],
    });
    assert.equal((await remove(service, `door${query}`)).statusCode, 409);
  }
  const tried = await put(service, 'door?dryRun=true', more);
  assert.equal(tried.statusCode, 200, tried.body);
  assert.deepEqual(tried.json().actions, more.actions);
  assert.equal((await put(service, 'gate?dryRun=true', DOOR)).statusCode, 201);
  assert.deepEqual(service.query('select * from resource_types, audit_entries'), before);
});

test('who sees only some of what needs a type is told of those and of the number of all, and of a rest that is hidden no name', async (t) => {
  const service = await startTestService(t);
  await put(service, 'door', DOOR);
  const policy = allow('door/*', 'openDoor', 'viewDoor');
  const seen = await service.createToken({ inlineRole: policy, serviceToken: true });
  const hidden = await service.createToken({ inlineRole: policy, serviceToken: true });
  await addRole(service, 'porter', policy);
  await addRole(service, 'hidden-porter', policy);
  const open = { method: 'POST', path: '/doors/{door}', resource: 'door/{door}', action: 'openDoor' };
  await service.call({ method: 'PUT', url: '/api/v2/gateway-routes/hidden-route', payload: open });
  const manager = async (...more: Policy) => {
    const inlineRole = [...allow('acct', 'manageResourceTypes'), ...allow('door/*', '*'), ...more];
    return (await service.createToken({ inlineRole, serviceToken: true })).token;
  };
  const some = await manager(
    ...allow(`service-token/${seen._id}`, 'viewToken'),
    ...allow('role/porter', 'viewRole'),
  );
  // Those above, and the two managers, whose own policies name the type.
  const totalCount = 5 + 2;
  const named = { tokens: [seen._id], roles: ['porter'], gatewayRoutes: [] };
  const nothing = { tokens: [], roles: [], gatewayRoutes: [] };
  for (const [as, shown, words] of [
    [some, named, /^the (token|role) `[\w-]+` needs what this would take away/],
    [await manager(), nothing, /^what you may not see needs what this would take away$/],
  ] as const) {
    const refused = await remove(service, 'door', as);
    assert.equal(refused.statusCode, 409, refused.body);
    const { message, reason } = refused.json();
    assert.match(message, words);
    assert.deepEqual(reason, { kind: 'in_use', totalCount, ...shown });
    assert.doesNotMatch(refused.body, new RegExp(`${hidden._id}|hidden-`));
  }
});

test('types stand under one another, and what others stand under stays', async (t) => {
  const service = await startTestService(t);
  await put(service, 'building', { actions: { viewBuilding: 'read' }, viewAction: 'viewBuilding' });
  const room = await put(service, 'room', { parents: ['building', 'proj'], actions: { enterRoom: 'write' } });
  assert.deepEqual(room.json().chains, ['building/*:room/*', 'proj/*:room/*']);
  assert.equal(await may(service, 'writer', 'enterRoom', 'building/a:room/1'), true);
  const kept = await remove(service, 'building');
  assert.equal(kept.statusCode, 409);
  assert.match(kept.json().message, /`room` stands under `building`/);
});

test('a declaration again changes what roles may do from the next call on', async (t) => {
  const service = await startTestService(t);
  await put(service, 'door', DOOR);
  const again = await put(service, 'door', { ...DOOR, actions: { ...DOOR.actions, openDoor: 'admin' } });
  assert.equal(again.statusCode, 200);
  assert.equal(await may(service, 'writer', 'openDoor'), false);
  assert.equal(await may(service, 'admin', 'openDoor'), true);
});

test('who may not manage types changes none, and nobody gives others what they lack', async (t) => {
  const service = await startTestService(t);
  const { secret: writer } = await service.addMember('writer', 'writer');
  const { secret: admin } = await service.addMember('admin', 'admin');
  const refused = await put(service, 'door', DOOR, writer);
  assert.equal(refused.statusCode, 403);
  assert.deepEqual(refused.json().access, { action: 'manageResourceTypes', resource: 'acct' });
  const narrow = await service.createToken({
    serviceToken: true,
    inlineRole: [{ effect: 'allow', resources: ['acct'], actions: ['manageResourceTypes'] }],
  });
  const beyond = await put(service, 'door', DOOR, narrow.token);
  assert.equal(beyond.statusCode, 403, beyond.body);
  assert.match(beyond.json().access.resource, /^door\//);
  assert.equal((await service.call({ url: TYPES })).body.includes('"door"'), false);
  assert.equal((await put(service, 'door', DOOR, admin)).statusCode, 201);
  assert.equal((await remove(service, 'door', writer)).statusCode, 403);
  const lost = await remove(service, 'door', narrow.token);
  assert.equal(lost.statusCode, 403, lost.body);
  assert.match(lost.json().access.resource, /^door\//);
  assert.equal((await remove(service, 'door', admin)).statusCode, 204);
});

test('a wrong declaration is named', async (t) => {
  const service = await startTestService(t);
  for (const [name, payload, message] of [
    ['flag', { actions: {} }, /`flag` is taken/],
    ['Door', { actions: {} }, /lower-case/],
    ['door', {}, /`actions`/],
    ['door', { actions: { 'open door': 'write' } }, /actions/],
    ['door', { actions: { openDoor: 'root' } }, /must be one of/],
    ['door', { actions: {}, parents: ['house'] }, /`house`/],
    ['door', { actions: {}, parents: ['door'] }, /`door`/],
    ['door', { actions: {}, viewAction: 'viewDoor' }, /`viewDoor`/],
    ['door', { actions: {}, name: 'other' }, /unknown field `name`/],
  ] as const) {
    const response = await put(service, name, payload);
    assert.equal(response.statusCode, 400, `${name} ${response.body}`);
    assert.match(response.json().message, message);
  }
  assert.equal((await service.call({ url: TYPES })).body.includes('"account"'), false);
});

test('a change of types is one audit entry, and another account sees nothing of it', async (t) => {
  const service = await startTestService(t);
  await put(service, 'door', DOOR);
  await remove(service, 'door');
  const { items } = (await service.call({ url: '/api/v2/auditlog?limit=2' })).json();
  assert.deepEqual(
    items.map(({ kind, name, titleVerb }: Record<string, string>) => [kind, name, titleVerb]),
    [
      ['resource-type', 'door', 'deleted the resource type'],
      ['resource-type', 'door', 'declared the resource type'],
    ],
  );
});

test('what stands below a type is not opened for others by who could not open it', async (t) => {
  const service = await startTestService(t);
  const vault = { actions: { viewVault: 'admin', openVault: 'admin' } };
  await put(service, 'vault', { ...vault, viewAction: 'viewVault' });
  await put(service, 'item', { parents: ['vault'], actions: { destroyItem: 'write' } });
  assert.equal(await may(service, 'writer', 'destroyItem', 'vault/a:item/b'), false);
  const manager = await service.createToken({
    serviceToken: true,
    inlineRole: [
      { effect: 'allow', resources: ['acct'], actions: ['manageResourceTypes'] },
      { effect: 'allow', resources: ['vault/*'], actions: ['*'] },
    ],
  });
  const opened = await put(service, 'vault', vault, manager.token);
  assert.equal(opened.statusCode, 403, opened.body);
  assert.match(opened.json().access.resource, /item/);
  assert.equal(await may(service, 'writer', 'destroyItem', 'vault/a:item/b'), false);
  assert.equal((await put(service, 'vault', vault)).statusCode, 200);
  assert.equal(await may(service, 'writer', 'destroyItem', 'vault/a:item/b'), true);
});

test('a policy that was stored while a type was being taken back keeps its type', async (t) => {
  const service = await startTestService(t);
  await put(service, 'door', DOOR);
  const { tokens } = service.deployment.store.reads;
  const { listInlineRoles } = tokens;
  const read = t.mock.method(tokens, 'listInlineRoles', async (accountId: string) => {
    const found = await listInlineRoles(accountId);
    read.mock.restore();
    const inlineRole = [{ effect: 'allow', resources: ['door/*'], actions: ['openDoor'] }];
    await service.createToken({ inlineRole, serviceToken: true });
    return found;
  });
  assert.equal((await remove(service, 'door')).statusCode, 409);
  assert.equal((await service.call({ url: TYPES })).body.includes('"door"'), true);
});

test('a type whose name Keyward took since gives way, and locks nobody out', async (t) => {
  const service = await startTestService(t);
  const declaration = JSON.stringify({ name: 'flag', actions: { waveFlag: 'read' } });
  service.query('insert into resource_types values (?, ?, ?)', service.accountId, 'flag', declaration);
  const { items } = (await service.call({ url: TYPES })).json();
  const flag = items.find(({ name }: { name: string }) => name === 'flag');
  assert.equal(flag.origin, 'launchdarkly');
  const { secret } = await service.addMember('reader', 'reader');
  assert.equal((await service.call({ url: TYPES, as: secret })).statusCode, 200);
  assert.equal((await put(service, 'door', DOOR)).statusCode, 201);
});
