/**
 * What declarative clients rely on (CONTRACT 7): what is sent comes back equal and in its order, a change of one field changes no
 * other, nothing is there that nobody sent or that was not there before, and what is deleted is gone.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestService, type TestService } from './test-service.ts';

type Fields = Readonly<Record<string, unknown>>;

interface Change {
  readonly send: object;
  /** What is different then, of all fields that are read. */
  readonly reads: Fields;
}

interface Resource {
  readonly url: string;
  /** What names it in its path. */
  readonly name: string;
  readonly expand?: string;
  readonly create: unknown;
  readonly reads: Fields;
  readonly changes: readonly Change[];
  /** Fields that every change moves. */
  readonly moving: readonly string[];
}

const replace = (path: string, value: unknown) => [{ op: 'replace', path: `/${path}`, value }];
const instruct = (kind: string, words: Fields) => ({ instructions: [{ kind, ...words }] });

const POLICY = [
  {
    effect: 'allow',
    resources: ['proj/*:env/production:flag/*;b,a', 'acct'],
    actions: ['updateOn', 'createFlag'],
  },
  { effect: 'deny', notResources: ['proj/b', 'proj/a'], notActions: ['viewProject'] },
  { effect: 'allow', actions: ['*'], resources: ['member/*:token/*'] },
];

async function resources({ call }: TestService): Promise<Readonly<Record<string, Resource>>> {
  const made = async (url: string, payload: unknown) =>
    (await call({ method: 'POST', url, payload: payload as object })).json();
  const roles: string[] = [];
  for (const key of ['z-role', 'a-role']) {
    roles.push((await made('/api/v2/roles', { key, name: key, policy: [] }))._id);
  }
  const { items } = await made('/api/v2/members', [
    { email: 'Ann@Example.com', role: 'reader' },
    { email: 'bob@example.com', role: 'reader' },
  ]);
  const [ann, bob] = items.map(({ _id }: { _id: string }) => _id);
  const expiry = Date.UTC(2027, 5, 1);
  const token = {
    name: ' Tö ken ',
    description: 'd',
    tags: ['b', 'a'],
    allowedIps: ['203.0.113.0/24', '2001:db8::/32'],
  };
  return {
    'a token with custom roles': {
      url: '/api/v2/tokens',
      name: '_id',
      create: { ...token, customRoleIds: ['z-role', 'a-role'], expiry, defaultApiVersion: 20220603 },
      reads: {
        ...token,
        customRoleIds: roles,
        expiry,
        defaultApiVersion: 20220603,
        serviceToken: false,
        inlineRole: [],
      },
      moving: ['lastModified'],
      changes: [
        { send: replace('name', ''), reads: { name: '' } },
        { send: replace('description', 'é\u0301'), reads: { description: 'é\u0301' } },
        { send: replace('tags', ['c', 'b']), reads: { tags: ['c', 'b'] } },
        { send: replace('allowedIps', ['198.51.100.7/32']), reads: { allowedIps: ['198.51.100.7/32'] } },
        { send: replace('expiry', expiry + 1), reads: { expiry: expiry + 1 } },
        { send: replace('customRoleIds', roles.toReversed()), reads: { customRoleIds: roles.toReversed() } },
        { send: replace('disabled', true), reads: { disabled: true, status: 'disabled' } },
        { send: replace('disabled', false), reads: { disabled: false, status: 'active' } },
        {
          send: [{ op: 'remove', path: '/customRoleIds' }, ...replace('inlineRole', POLICY)],
          reads: { customRoleIds: [], inlineRole: POLICY },
        },
      ],
    },
    'a service token with an inline policy': {
      url: '/api/v2/tokens',
      name: '_id',
      create: { name: 'svc', inlineRole: POLICY, serviceToken: true },
      reads: { name: 'svc', inlineRole: POLICY, serviceToken: true, customRoleIds: [] },
      moving: ['lastModified'],
      changes: [{ send: { merge: { name: 'svc 2' } }, reads: { name: 'svc 2' } }],
    },
    'a role': {
      url: '/api/v2/roles',
      name: 'key',
      create: {
        key: 'Ro.le-1',
        name: 'Rolé',
        description: 'd',
        policy: POLICY,
        basePermissions: 'reader',
        resourceCategory: 'project',
      },
      reads: {
        key: 'Ro.le-1',
        name: 'Rolé',
        description: 'd',
        policy: POLICY,
        basePermissions: 'reader',
        resourceCategory: 'project',
      },
      moving: [],
      changes: [
        { send: replace('name', 'N'), reads: { name: 'N' } },
        { send: { merge: { description: '' }, comment: 'c' }, reads: { description: '' } },
        { send: { patch: replace('policy', POLICY.toReversed()) }, reads: { policy: POLICY.toReversed() } },
        { send: replace('policy', null), reads: { policy: [] } },
        { send: replace('basePermissions', 'no_access'), reads: { basePermissions: 'no_access' } },
      ],
    },
    'a member': {
      url: '/api/v2/members',
      name: '_id',
      expand: 'roleAttributes',
      create: [
        {
          email: 'Eve@Example.COM',
          firstName: 'Ève',
          lastName: '',
          role: '',
          customRoles: ['z-role', 'a-role'],
          roleAttributes: { z: ['b', 'a'], a: ['c'] },
        },
      ],
      reads: {
        email: 'Eve@Example.COM',
        firstName: 'Ève',
        lastName: '',
        role: 'reader',
        customRoles: roles,
        roleAttributes: { z: ['b', 'a'], a: ['c'] },
      },
      moving: ['version'],
      changes: [
        { send: replace('role', 'writer'), reads: { role: 'writer' } },
        { send: replace('customRoles', roles.toReversed()), reads: { customRoles: roles.toReversed() } },
        { send: [{ op: 'remove', path: '/customRoles/0' }], reads: { customRoles: [roles[0]] } },
        { send: [{ op: 'add', path: '/customRoles/-', value: 'a-role' }], reads: { customRoles: roles } },
        { send: replace('roleAttributes', { b: ['y', 'x'] }), reads: { roleAttributes: { b: ['y', 'x'] } } },
      ],
    },
    'a team': {
      url: '/api/v2/teams',
      name: 'key',
      expand: 'members,roles,maintainers,roleAttributes',
      create: {
        key: 'Team.1',
        name: 'Téam',
        description: 'd',
        customRoleKeys: ['z-role', 'a-role'],
        memberIDs: [bob, ann],
        permissionGrants: [{ actionSet: 'maintainTeam', memberIDs: [ann] }],
        roleAttributes: { z: ['b', 'a'] },
      },
      reads: {
        key: 'Team.1',
        name: 'Téam',
        description: 'd',
        members: { totalCount: 2 },
        roleAttributes: { z: ['b', 'a'] },
      },
      moving: ['_version', '_lastModified'],
      changes: [
        { send: instruct('updateName', { value: 'N' }), reads: { name: 'N' } },
        { send: instruct('updateDescription', { value: '' }), reads: { description: '' } },
        { send: instruct('removeMembers', { values: [ann] }), reads: { members: { totalCount: 1 } } },
        { send: instruct('addMembers', { values: [ann] }), reads: { members: { totalCount: 2 } } },
        {
          send: instruct('updateRoleAttribute', { key: 'z', values: ['c', 'b'] }),
          reads: { roleAttributes: { z: ['c', 'b'] } },
        },
        { send: instruct('replaceRoleAttributes', { value: {} }), reads: { roleAttributes: {} } },
      ],
    },
  };
}

test('each resource reads back as it was sent, after its creation and after the change of each field, and is gone when deleted', async (t) => {
  const service = await startTestService(t);
  for (const [what, resource] of Object.entries(await resources(service))) {
    const { url, name, expand, create, changes, moving } = resource;
    const made = await service.call({ method: 'POST', url, payload: create as object });
    assert.equal(made.statusCode, 201, `${what}: ${made.body}`);
    const answer = made.json().items?.[0] ?? made.json();
    const path = `${url}/${answer[name]}`;
    const read = async (): Promise<Fields> => {
      const response = await service.call({ url: expand === undefined ? path : `${path}?expand=${expand}` });
      assert.equal(response.statusCode, 200, `${what}: ${response.body}`);
      return response.json();
    };
    let known = await read();
    assert.partialDeepStrictEqual(known, resource.reads, what);
    for (const [field, sent] of Object.entries(resource.reads))
      assert.deepEqual(known[field], sent, `${what}: ${field}`);
    for (const { send, reads } of changes) {
      service.clock.advance(1);
      const changed = await service.call({ method: 'PATCH', url: path, payload: send });
      const change = `${what}: ${JSON.stringify(send)}`;
      assert.equal(changed.statusCode, 200, `${change}: ${changed.body}`);
      const now = await read();
      const still = (fields: Fields) =>
        Object.fromEntries(Object.entries(fields).filter(([field]) => !moving.includes(field)));
      assert.deepEqual(still(now), { ...still(known), ...reads }, change);
      assert.deepEqual(
        Object.keys(now).sort(),
        Object.keys(known).sort(),
        `${change}: nothing more, nothing less`,
      );
      const { effectiveEverywhereBy, ...answered } = changed.json();
      assert.ok(effectiveEverywhereBy > service.clock.now(), change);
      for (const [field, value] of Object.entries(answered)) {
        if (!(expand ?? '').includes(field))
          assert.deepEqual(value, now[field], `${change}: the answer says what is read`);
      }
      known = now;
    }
    assert.equal((await service.call({ method: 'DELETE', url: path })).statusCode, 204, what);
    assert.equal((await service.call({ url: path })).statusCode, 404, what);
  }
});
