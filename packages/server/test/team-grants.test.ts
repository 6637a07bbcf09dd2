import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addSigner, Browser, PASSWORD } from './browser.ts';
import {
  AUDIT_POLICY,
  createRole,
  createTeam,
  patchTeam,
  readsAuditLog,
  TEAMS,
  uploadMembers,
} from './team-calls.ts';
import { startTestService, type TestService } from './test-service.ts';

const OWNERS = [{ effect: 'allow', resources: ['acct'], actions: ['deleteAccount'] }];
const MAINTAIN = [
  {
    effect: 'allow',
    resources: ['team/*'],
    actions: ['viewTeam', 'createTeam', 'deleteTeam', 'updateTeam*'],
  },
  { effect: 'allow', resources: ['role/*'], actions: ['viewRole'] },
  { effect: 'allow', resources: ['member/*'], actions: ['viewMember'] },
];

/** Somebody who may do everything to teams, and nothing else that others could gain. */
async function addTeamAdmin(service: TestService) {
  await createRole(service, 'team-admin', MAINTAIN);
  const { member, secret } = await service.addMember('no_access', 'admin');
  const given = await createTeam(service, {
    key: 'admins',
    customRoleKeys: ['team-admin'],
    memberIDs: [member.id],
  });
  assert.equal(given.statusCode, 201, given.body);
  return { as: secret };
}

test('nobody gives by a team what they do not hold, on whichever way, and nothing is changed', async (t) => {
  const service = await startTestService(t);
  const as = await addTeamAdmin(service);
  await createRole(service, 'auditor');
  const { member, secret } = await service.addMember('no_access', 'admin');
  const roles = { customRoleKeys: ['auditor'] };
  await createTeam(service, { key: 'full', ...roles });
  await createTeam(service, { key: 'staffed', memberIDs: [member.id] });
  const ways = {
    'a new team': () => createTeam(service, { key: 'new', ...roles, memberIDs: [member.id] }, as),
    addMembers: () => patchTeam(service, 'full', [{ kind: 'addMembers', values: [member.id] }], as),
    replaceMembers: () => patchTeam(service, 'full', [{ kind: 'replaceMembers', values: [member.id] }], as),
    addCustomRoles: () =>
      patchTeam(service, 'staffed', [{ kind: 'addCustomRoles', values: ['auditor'] }], as),
    'a role and members at once': () =>
      patchTeam(
        service,
        'full',
        [
          { kind: 'removeCustomRoles', values: ['auditor'] },
          { kind: 'addMembers', values: [member.id] },
          { kind: 'addCustomRoles', values: ['auditor'] },
        ],
        as,
      ),
    'a file': () => uploadMembers(service, 'full', member.email, as),
    'several teams': () =>
      service.call({
        method: 'PATCH',
        url: TEAMS,
        payload: {
          instructions: [
            { kind: 'addMembersToTeams', memberIDs: [member.id], teamKeys: ['staffed', 'full'] },
          ],
        },
        ...as,
      }),
    everybody: () =>
      service.call({
        method: 'PATCH',
        url: TEAMS,
        payload: { instructions: [{ kind: 'addAllMembersToTeams', teamKeys: ['full'] }] },
        ...as,
      }),
    'teams of a member': () =>
      service.call({
        method: 'POST',
        url: `/api/v2/members/${member.id}/teams`,
        payload: { teamKeys: ['full'] },
        ...as,
      }),
  };
  const before = service.query('select number from change_log');
  for (const [way, give] of Object.entries(ways)) {
    const response = await give();
    assert.equal(response.statusCode, 403, `${way} ${response.body}`);
    const { access, reason, message } = response.json();
    assert.deepEqual(access, { action: 'viewAuditLog', resource: 'acct' }, way);
    assert.equal(reason.kind, 'not_held', way);
    assert.match(message, /@example\.com` would gain/, way);
    assert.equal(await readsAuditLog(service, secret), false, way);
  }
  assert.deepEqual(service.query('select number from change_log'), before);
  const given = await patchTeam(service, 'full', [{ kind: 'addMembers', values: [member.id] }]);
  assert.equal(given.statusCode, 200, 'the owner holds it');
});

test('what nobody would gain by is not asked for', async (t) => {
  const service = await startTestService(t);
  const as = await addTeamAdmin(service);
  await createRole(service, 'auditor');
  const { member } = await service.addMember('no_access', 'admin');
  const reader = (await service.addMember('reader', 'reader')).member;
  const ok = async (call: ReturnType<typeof patchTeam>) => {
    const response = await call;
    assert.ok(response.statusCode < 300, response.body);
  };
  await ok(createTeam(service, { key: 'empty', customRoleKeys: ['auditor'] }, as));
  await ok(createTeam(service, { key: 'plain', memberIDs: [member.id] }, as));
  await ok(patchTeam(service, 'empty', [{ kind: 'addMembers', values: [reader.id] }], as));
  await ok(patchTeam(service, 'empty', [{ kind: 'removeCustomRoles', values: ['auditor'] }], as));
  await ok(patchTeam(service, 'plain', [{ kind: 'removeMembers', values: [member.id] }], as));
  await ok(service.call({ method: 'DELETE', url: `${TEAMS}/plain`, ...as }));
});

test('values of attributes are judged by what members gain, also where a value less widens what was denied', async (t) => {
  const service = await startTestService(t);
  const tokens = (key: string) => ['service-token/$', `{roleAttribute/${key}}`].join('');
  const policy = [
    { effect: 'allow', resources: [tokens('may')], actions: ['deleteAccessToken', 'viewToken'] },
    { effect: 'deny', resources: [tokens('never')], actions: ['deleteAccessToken'] },
  ];
  await createRole(service, 'cleaner', policy);
  const as = await addTeamAdmin(service);
  const { member } = await service.addMember('no_access', 'admin');
  const attributes = { may: ['a', 'b'], never: ['b'] };
  await createTeam(service, {
    key: 'web',
    customRoleKeys: ['cleaner'],
    memberIDs: [member.id],
    roleAttributes: attributes,
  });
  const edits: readonly (readonly [object, string])[] = [
    [{ kind: 'updateRoleAttribute', key: 'may', values: ['a', 'b', 'c'] }, 'c'],
    [{ kind: 'replaceRoleAttributes', value: { may: ['d'], never: ['b'] } }, 'd'],
    [{ kind: 'updateRoleAttribute', key: 'never', values: [] }, 'b'],
    [{ kind: 'removeRoleAttribute', key: 'never' }, 'b'],
  ];
  for (const [instruction, name] of edits) {
    const response = await patchTeam(service, 'web', [instruction], as);
    assert.equal(response.statusCode, 403, `${JSON.stringify(instruction)} ${response.body}`);
    assert.match(response.json().access.resource, /^service-token\//, name);
  }
  const narrower = await patchTeam(service, 'web', [{ kind: 'removeRoleAttribute', key: 'may' }], as);
  assert.equal(narrower.statusCode, 200, narrower.body);
  assert.equal((await patchTeam(service, 'web', [edits[0]?.[0] ?? {}])).statusCode, 200, 'the owner may');
});

test('a permission grant is given only by who may do that themselves', async (t) => {
  const service = await startTestService(t);
  await createTeam(service, { key: 'web' });
  const policy = [
    { effect: 'allow', resources: ['team/*'], actions: ['viewTeam', 'updateTeamPermissionGrants'] },
    { effect: 'allow', resources: ['member/*'], actions: ['viewMember'] },
  ];
  await createRole(service, 'granter', policy);
  const { member, secret } = await service.addMember('no_access', 'admin');
  const other = (await service.addMember('no_access', 'admin')).member;
  await createTeam(service, { key: 'granters', customRoleKeys: ['granter'], memberIDs: [member.id] });
  const grant = (what: object) =>
    patchTeam(service, 'web', [{ kind: 'addPermissionGrants', memberIDs: [other.id], ...what }], {
      as: secret,
    });
  const refused = await grant({ actionSet: 'maintainTeam' });
  assert.equal(refused.statusCode, 403, refused.body);
  assert.equal(refused.json().access.resource, 'team/web');
  assert.equal((await grant({ actions: ['deleteTeam'] })).json().access.action, 'deleteTeam');
  const himself = await patchTeam(
    service,
    'web',
    [{ kind: 'addPermissionGrants', memberIDs: [member.id], actions: ['deleteTeam'] }],
    { as: secret },
  );
  assert.equal(himself.statusCode, 403, 'not to oneself either');
  assert.equal((await grant({ actions: ['viewTeam'] })).statusCode, 200);
  assert.equal(service.query('select * from team_grants').length, 1);
});

test('each instruction needs its action, and the refusal names it', async (t) => {
  const service = await startTestService(t);
  await createTeam(service, { key: 'web' });
  const { secret } = await service.addMember('reader', 'reader');
  const id = '0'.repeat(24);
  const needs: readonly (readonly [string, object])[] = [
    ['updateTeamName', { kind: 'updateName', value: 'A team' }],
    ['updateTeamDescription', { kind: 'updateDescription', value: '' }],
    ['updateTeamCustomRoles', { kind: 'addCustomRoles', values: [] }],
    ['updateTeamCustomRoles', { kind: 'removeCustomRoles', values: [] }],
    ['updateTeamCustomRoles', { kind: 'addRoleAttribute', key: 'a', values: [] }],
    ['updateTeamCustomRoles', { kind: 'updateRoleAttribute', key: 'a', values: [] }],
    ['updateTeamCustomRoles', { kind: 'removeRoleAttribute', key: 'a' }],
    ['updateTeamCustomRoles', { kind: 'replaceRoleAttributes', value: {} }],
    ['updateTeamMembers', { kind: 'addMembers', values: [id] }],
    ['updateTeamMembers', { kind: 'removeMembers', values: [id] }],
    ['updateTeamMembers', { kind: 'replaceMembers', values: [id] }],
    ['updateTeamPermissionGrants', { kind: 'addPermissionGrants', actionSet: 'maintainTeam', memberIDs: [] }],
    ['updateTeamPermissionGrants', { kind: 'removePermissionGrants', actions: ['viewTeam'], memberIDs: [] }],
  ];
  for (const [action, instruction] of needs) {
    const response = await patchTeam(service, 'web', [instruction], { as: secret });
    assert.equal(response.statusCode, 403, response.body);
    assert.deepEqual(response.json().access, { action, resource: 'team/web' }, JSON.stringify(instruction));
  }
  const file = await uploadMembers(service, 'web', 'a@example.com', { as: secret });
  assert.deepEqual(file.json().access, { action: 'updateTeamMembers', resource: 'team/web' });
  const made = await createTeam(service, { key: 'new' }, { as: secret });
  assert.deepEqual(made.json().access, { action: 'createTeam', resource: 'team/new' });
});

test('a change of what members hold ends the links that were made for them, and no session', async (t) => {
  const service = await startTestService(t);
  await createRole(service, 'auditor');
  const { id, email } = await addSigner(service, undefined, 'no_access');
  const browser = new Browser(service);
  await browser.signIn(email);
  const makeLink = async () => {
    const made = await service.call({ method: 'POST', url: `/api/v2/members/${id}/password-link` });
    assert.equal(made.statusCode, 201, made.body);
    return String(made.json().link).split('#')[1];
  };
  const choose = (code: string | undefined) =>
    service.call({
      method: 'POST',
      url: '/api/v2/password',
      payload: { code, newPassword: `${PASSWORD}!` },
      as: null,
    });
  const code = await makeLink();
  await browser.signIn(email);
  await createTeam(service, { key: 'plain', memberIDs: [id] });
  await createTeam(service, { key: 'web', customRoleKeys: ['auditor'], memberIDs: [id] });
  assert.equal((await choose(code)).statusCode, 401, 'made by somebody who was judged by less');
  const session = await browser.call({ url: '/api/v2/auditlog' });
  assert.equal(session.statusCode, 200);
  assert.ok(session.json().items.length > 0, 'the session has what the team gives at once');
  await patchTeam(service, 'web', [{ kind: 'removeMembers', values: [id] }]);
  assert.deepEqual((await browser.call({ url: '/api/v2/auditlog' })).json().items, []);
  const later = await makeLink();
  await patchTeam(service, 'plain', [{ kind: 'removeMembers', values: [id] }]);
  assert.equal((await choose(later)).statusCode, 204, 'a team without roles changes nothing');
});

test('roles of an account that has switched them off are not given by a team', async (t) => {
  const service = await startTestService(t);
  await createRole(service, 'auditor', AUDIT_POLICY);
  await createRole(service, 'owners', OWNERS);
  await createTeam(service, { key: 'web' });
  await service.call({
    method: 'PATCH',
    url: '/api/v2/account/settings',
    payload: [{ op: 'replace', path: '/customRoles', value: false }],
  });
  const added = await patchTeam(service, 'web', [{ kind: 'addCustomRoles', values: ['auditor'] }]);
  assert.deepEqual([added.statusCode, added.json().code], [403, 'feature_disabled']);
  const made = await createTeam(service, { key: 'new', customRoleKeys: ['owners'] });
  assert.equal(made.json().code, 'feature_disabled');
});
