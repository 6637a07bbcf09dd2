import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRole, createTeam, patchTeam, readsAuditLog, readTeam, TEAMS } from './team-calls.ts';
import { startTestService } from './test-service.ts';

test('a team comes back as it was sent, in its order, and is gone when it is deleted', async (t) => {
  const service = await startTestService(t);
  const first = await service.addMember('reader', 'reader');
  const second = await service.addMember('reader', 'reader');
  for (const key of ['zeta', 'alpha']) await createRole(service, key);
  const body = { key: 'Web.team_1', name: 'Web', description: 'For the web' };
  const created = await createTeam(service, {
    ...body,
    customRoleKeys: ['zeta', 'alpha'],
    memberIDs: [first.member.id, second.member.id],
    permissionGrants: [{ actionSet: 'maintainTeam', memberIDs: [second.member.id, first.member.id] }],
    roleAttributes: { zones: ['z', 'a'], apps: ['web'] },
  });
  assert.equal(created.statusCode, 201, created.body);
  assert.equal(created.headers.location, `${TEAMS}/Web.team_1`);
  const { _access, _links, effectiveEverywhereBy, ...rest } = created.json();
  const at = service.clock.nowMs;
  const dates = { _creationDate: at, _lastModified: at, _version: 1, _idpSynced: false };
  assert.equal(effectiveEverywhereBy, at + 5_000);
  assert.deepEqual(rest, { ...body, ...dates });
  assert.equal(_access.denied.length, 0, 'an owner may do everything');
  assert.deepEqual(Object.keys(_links), ['self', 'parent', 'roles', 'maintainers']);

  const read = await readTeam(service, 'Web.team_1');
  assert.deepEqual(read.members, { totalCount: 2 });
  assert.deepEqual(Object.entries(read.roleAttributes), [
    ['zones', ['z', 'a']],
    ['apps', ['web']],
  ]);
  assert.deepEqual(
    read.roles.items.map(({ key, appliedOn }: { key: string; appliedOn: number }) => [key, appliedOn]),
    [
      ['zeta', at],
      ['alpha', at],
    ],
  );
  assert.deepEqual(
    read.maintainers.items.map(({ _id }: { _id: string }) => _id),
    [second.member.id, first.member.id],
  );
  assert.deepEqual(read.projects, { totalCount: 0, items: [] });
  assert.deepEqual([read.roles.totalCount, read.maintainers.totalCount], [2, 2]);

  const deleted = await service.call({ method: 'DELETE', url: `${TEAMS}/Web.team_1` });
  assert.deepEqual([deleted.statusCode, deleted.body], [204, '']);
  const gone = await service.call({ url: `${TEAMS}/Web.team_1` });
  const unknown = await service.call({ url: `${TEAMS}/never` });
  assert.deepEqual([gone.statusCode, unknown.statusCode], [404, 404]);
  assert.equal(withoutRequestId(gone.body), withoutRequestId(unknown.body));
  for (const table of ['teams', 'team_members', 'team_grants', 'role_holders']) {
    assert.deepEqual(service.query(`select * from ${table}`), [], table);
  }
  const [entry] = (await service.call({ url: '/api/v2/auditlog' })).json().items;
  assert.deepEqual([entry.kind, entry.accesses[0].action], ['team', 'deleteTeam']);
});

test('each instruction changes what it names and nothing else, and twice is once', async (t) => {
  const service = await startTestService(t);
  const one = (await service.addMember('reader', 'reader')).member.id;
  const two = (await service.addMember('reader', 'reader')).member.id;
  for (const key of ['a', 'b', 'c']) await createRole(service, key);
  await createTeam(service, { key: 'web', roleAttributes: { zones: ['a'] } });

  const state = async () => {
    const { name, description, roleAttributes, ...rest } = await readTeam(service, 'web');
    return {
      name,
      description,
      roleAttributes,
      roles: rest.roles.items.map(({ key }: { key: string }) => key),
      members: service.query('select member_id from team_members').map(({ member_id }) => member_id),
      maintainers: rest.maintainers.items.map(({ _id }: { _id: string }) => _id),
      grants: service.query('select member_id, actions from team_grants').length,
    };
  };
  const sorted = [one, two].sort();
  const steps: readonly (readonly [object, object])[] = [
    [{ kind: 'updateName', value: 'Web' }, { name: 'Web' }],
    [{ kind: 'updateDescription', value: 'All of it' }, { description: 'All of it' }],
    [{ kind: 'addCustomRoles', values: ['b', 'never', 'a'] }, { roles: ['b', 'a'] }],
    [{ kind: 'addCustomRoles', values: ['a', 'c'] }, { roles: ['b', 'a', 'c'] }],
    [{ kind: 'removeCustomRoles', values: ['a', 'never'] }, { roles: ['b', 'c'] }],
    [{ kind: 'addMembers', values: [one] }, { members: [one] }],
    [{ kind: 'addMembers', values: [one, two] }, { members: sorted }],
    [{ kind: 'removeMembers', values: [one] }, { members: [two] }],
    [{ kind: 'replaceMembers', values: [one] }, { members: [one] }],
    [
      { kind: 'addPermissionGrants', actionSet: 'maintainTeam', memberIDs: [two, one] },
      { maintainers: [two, one], grants: 2 },
    ],
    [{ kind: 'addPermissionGrants', actions: ['viewTeam', 'deleteTeam'], memberIDs: [one] }, { grants: 3 }],
    [
      { kind: 'removePermissionGrants', actions: ['deleteTeam', 'viewTeam'], memberIDs: [one] },
      { grants: 2 },
    ],
    [
      { kind: 'removePermissionGrants', actionSet: 'maintainTeam', memberIDs: [two] },
      { maintainers: [one], grants: 1 },
    ],
    [
      { kind: 'addRoleAttribute', key: 'apps', values: ['y', 'x'] },
      { roleAttributes: { zones: ['a'], apps: ['y', 'x'] } },
    ],
    [
      { kind: 'updateRoleAttribute', key: 'zones', values: ['b'] },
      { roleAttributes: { zones: ['b'], apps: ['y', 'x'] } },
    ],
    [{ kind: 'removeRoleAttribute', key: 'zones' }, { roleAttributes: { apps: ['y', 'x'] } }],
    [{ kind: 'replaceRoleAttributes', value: { q: ['1'] } }, { roleAttributes: { q: ['1'] } }],
  ];
  let expected: object = await state();
  for (const [instruction, change] of steps) {
    service.clock.advance(1_000);
    const response = await patchTeam(service, 'web', [instruction]);
    assert.equal(response.statusCode, 200, `${JSON.stringify(instruction)} ${response.body}`);
    assert.equal(response.json()._lastModified, service.clock.nowMs);
    expected = { ...expected, ...change };
    assert.deepEqual(await state(), expected, JSON.stringify(instruction));
    service.clock.advance(1_000);
    const again = await patchTeam(service, 'web', [instruction]);
    assert.equal(again.json()._version, response.json()._version, 'what is so already is no change');
  }
  const version = (await readTeam(service, 'web'))._version;
  assert.equal(version, steps.length + 1);
});

test('instructions are done all or none, and what is wrong is named', async (t) => {
  const service = await startTestService(t);
  await createTeam(service, { key: 'web', roleAttributes: { zones: ['a'] } });
  const before = await readTeam(service, 'web');
  const rename = { kind: 'updateName', value: 'Renamed' };
  const nobody = '0'.repeat(24);
  const refused: readonly (readonly [object, RegExp])[] = [
    [{ kind: 'addMembers', values: [nobody] }, /`addMembers`: there is no member `0{24}`/],
    [{ kind: 'replaceMembers', values: [nobody] }, /no member/],
    [{ kind: 'addPermissionGrants', actionSet: 'maintainTeam', memberIDs: [nobody] }, /no member/],
    [{ kind: 'addPermissionGrants', memberIDs: [] }, /`instructions.1`.*`actionSet` and `actions`/],
    [
      { kind: 'addPermissionGrants', actionSet: 'maintainTeam', actions: ['viewTeam'], memberIDs: [] },
      /`actionSet` and `actions`/,
    ],
    [{ kind: 'addPermissionGrants', actions: ['flyAway'], memberIDs: [] }, /`actions`.*flyAway/],
    [{ kind: 'addPermissionGrants', actions: ['update*'], memberIDs: [] }, /`actions.0`/],
    [{ kind: 'addRoleAttribute', key: 'zones', values: ['b'] }, /has the attribute `zones` already/],
    [{ kind: 'addRoleAttribute', key: '__proto__', values: ['b'] }, /`key`/],
    [{ kind: 'addRoleAttribute', key: 'q' }, /`instructions.1`.*`values` is missing/],
    [{ kind: 'updateName', value: '' }, /`value`/],
    [{ kind: 'updateName', value: service.ownerSecret }, /looks like an access token/],
    [{ kind: 'addMembers', values: [], extra: 1 }, /`extra`/],
    [{ kind: 'toString' }, /must be one of/],
  ];
  for (const [instruction, message] of refused) {
    const response = await patchTeam(service, 'web', [rename, instruction]);
    assert.equal(response.statusCode, 400, `${JSON.stringify(instruction)} ${response.body}`);
    assert.match(response.json().message, message, JSON.stringify(instruction));
  }
  assert.deepEqual(await readTeam(service, 'web'), before);
  assert.equal((await patchTeam(service, 'never', [rename])).statusCode, 404);
});

test('what cannot be a team is refused and named, and a key is taken once', async (t) => {
  const service = await startTestService(t);
  const { member } = await service.addMember('reader', 'reader');
  assert.equal((await createTeam(service, { key: 'taken' })).statusCode, 201);
  const refused: readonly (readonly [Record<string, unknown>, number, string, RegExp])[] = [
    [{ key: 'taken' }, 409, 'conflict', /`taken`/],
    [{ key: '-x' }, 400, 'invalid_request', /`key`/],
    [{ key: 'x', name: '' }, 400, 'invalid_request', /`name`/],
    [{ key: 'x', extra: 1 }, 400, 'invalid_request', /`extra`/],
    [{ key: 'x', customRoleKeys: ['never'] }, 400, 'invalid_request', /`customRoleKeys`.*`never`/],
    [{ key: 'x', memberIDs: ['never'] }, 400, 'invalid_request', /`memberIDs`.*`never`/],
    [{ key: 'x', permissionGrants: [{ memberIDs: [] }] }, 400, 'invalid_request', /`actionSet`/],
    [
      { key: 'x', permissionGrants: [{ actions: ['flyAway'], memberIDs: [member.id] }] },
      400,
      'invalid_request',
      /flyAway/,
    ],
    [{ key: 'x', roleAttributes: { 'a}b': ['c'] } }, 400, 'invalid_request', /roleAttributes/],
    [{ key: 'x', description: service.ownerSecret }, 400, 'invalid_request', /access token/],
    [{ key: 'x', roleAttributes: { a: [service.ownerSecret] } }, 400, 'invalid_request', /access token/],
  ];
  for (const [body, status, code, message] of refused) {
    const response = await createTeam(service, body);
    assert.deepEqual([response.statusCode, response.json().code], [status, code], response.body);
    assert.match(response.json().message, message);
  }
  assert.equal((await service.call({ url: TEAMS })).json().totalCount, 1);
});

test('the audit log says what became of a team and who came and went, and nothing of what stayed', async (t) => {
  const service = await startTestService(t);
  await createRole(service, 'auditor');
  const ids = [];
  for (let count = 0; count < 12; count++) ids.push((await service.addMember('reader', 'reader')).member.id);
  const [one = ''] = ids;
  await createTeam(service, { key: 'web', name: 'Web', memberIDs: [one] });
  await patchTeam(service, 'web', [
    { kind: 'updateName', value: 'New' },
    { kind: 'addCustomRoles', values: ['auditor', 'never'] },
    { kind: 'addMembers', values: ids },
    { kind: 'addPermissionGrants', actions: ['viewTeam', 'deleteTeam'], memberIDs: [one] },
    { kind: 'addRoleAttribute', key: 'zones', values: ['a'] },
  ]);
  const descriptionOf = async () => {
    const [entry] = (await service.call({ url: '/api/v2/auditlog?limit=1' })).json().items;
    assert.deepEqual([entry.kind, entry.accesses[0].resource], ['team', 'team/web']);
    return entry.description;
  };
  const [name, role, members, grant, attributes] = (await descriptionOf()).split('; ');
  assert.equal(name, 'Changed the name from `Web` to `New`');
  assert.equal(role, 'Gave the roles `auditor`');
  assert.match(members, /^Added the members (?:`[0-9a-f]{24}`(?:, )?){10} and 1 more$/);
  assert.ok(!members.includes(one), 'who was there before did not come');
  assert.equal(grant, `Granted \`deleteTeam, viewTeam to ${one}\``);
  assert.equal(attributes, 'Changed the role attributes `zones`');
  await patchTeam(service, 'web', [
    { kind: 'removeCustomRoles', values: ['auditor'] },
    { kind: 'removeMembers', values: [one] },
    { kind: 'removePermissionGrants', actions: ['viewTeam', 'deleteTeam'], memberIDs: [one] },
  ]);
  assert.deepEqual((await descriptionOf()).split('; '), [
    'Took the roles `auditor`',
    `Removed the members \`${one}\``,
    `Took back \`deleteTeam, viewTeam to ${one}\``,
  ]);
});

test('a team has no more than can be read with every use of a token', async (t) => {
  const service = await startTestService(t);
  await createTeam(service, { key: 'web' });
  const names = (count: number) => Array.from({ length: count }, (_, index) => `n${index}`);
  for (const name of names(101)) await createRole(service, name, []);
  const attributes = Object.fromEntries(names(100).map((name) => [name, []]));
  const refused: readonly (readonly [object[], RegExp])[] = [
    [
      [
        { kind: 'addCustomRoles', values: names(100) },
        { kind: 'addCustomRoles', values: ['n100'] },
      ],
      /at most 100 roles/,
    ],
    [
      [
        { kind: 'replaceRoleAttributes', value: attributes },
        { kind: 'addRoleAttribute', key: 'more', values: [] },
      ],
      /at most 100 role attributes/,
    ],
  ];
  for (const [instructions, message] of refused) {
    const response = await patchTeam(service, 'web', instructions);
    assert.equal(response.statusCode, 400, response.body);
    assert.match(response.json().message, message);
    assert.equal((await patchTeam(service, 'web', instructions.slice(0, 1))).statusCode, 200);
  }
});

test('teams are listed page by page, filtered, and expanded as the version says', async (t) => {
  const service = await startTestService(t);
  const { member } = await service.addMember('reader', 'reader');
  for (const key of ['one', 'two', 'three']) {
    service.clock.advance(1);
    const memberIDs = key === 'two' ? [member.id] : [];
    await createTeam(service, { key, name: `Team ${key.toUpperCase()}`, memberIDs });
  }
  const keysOf = async (query: string, version = '20240415') => {
    const headers = { 'ld-api-version': version };
    const response = await service.call({ url: `${TEAMS}?${query}`, headers });
    assert.equal(response.statusCode, 200, response.body);
    return response.json().items.map(({ key }: { key: string }) => key);
  };
  assert.deepEqual(await keysOf(''), ['three', 'two', 'one'], 'newest first');
  assert.deepEqual(await keysOf('limit=1&offset=1'), ['two']);
  assert.deepEqual(await keysOf('filter=query:team%20T'), ['three', 'two']);
  assert.deepEqual(await keysOf('filter=nomembers:true'), ['three', 'one']);
  assert.deepEqual(await keysOf('filter=query:o,nomembers:false'), ['two']);
  const page = (await service.call({ url: `${TEAMS}?limit=2&filter=query:e&expand=members` })).json();
  assert.deepEqual(page.items[0].members, { totalCount: 0 });
  assert.deepEqual([page.totalCount, page.items.length], [3, 2]);
  const next = new URL(page._links.next.href, 'http://localhost').searchParams;
  assert.deepEqual(Object.fromEntries(next), {
    filter: 'query:e',
    expand: 'members',
    limit: '2',
    offset: '2',
  });
  const expand = 'expand=roles,projects';
  const now = await service.call({ url: `${TEAMS}?${expand}` });
  assert.deepEqual([now.statusCode, now.json().code], [400, 'invalid_request']);
  assert.deepEqual(await keysOf(`${expand}&limit=1`, '20220603'), ['three']);
  assert.equal((await service.call({ url: `${TEAMS}/one?${expand}` })).json().projects.totalCount, 0);
  const large = (await service.call({ url: `${TEAMS}?limit=5000` })).json()._links.self.href;
  assert.match(large, /limit=100&/);
  for (const query of ['filter=owner:me', 'filter=nomembers:maybe', 'expand=secrets', 'limit=0']) {
    assert.equal((await service.call({ url: `${TEAMS}?${query}` })).statusCode, 400, query);
  }
});

test('the roles and maintainers of a team are listed page by page, and at most 25 inside it', async (t) => {
  const service = await startTestService(t);
  const keys = Array.from({ length: 30 }, (_, index) => `r${String(index).padStart(2, '0')}`);
  for (const key of keys) await createRole(service, key);
  await createTeam(service, { key: 'web', customRoleKeys: keys });
  const team = await readTeam(service, 'web');
  assert.deepEqual([team.roles.items.length, team.roles.totalCount], [25, 30]);
  assert.equal(team.roles._links.self.href, `${TEAMS}/web/roles?limit=25`);
  const page = (await service.call({ url: `${TEAMS}/web/roles?limit=4&offset=28` })).json();
  assert.deepEqual(
    page.items.map(({ key }: { key: string }) => key),
    ['r28', 'r29'],
  );
  assert.deepEqual([page.totalCount, 'next' in page._links, 'prev' in page._links], [30, false, true]);
  const nobody = (await service.call({ url: `${TEAMS}/web/maintainers` })).json();
  assert.deepEqual([nobody.totalCount, nobody.items], [0, []]);
  assert.equal((await service.call({ url: `${TEAMS}/never/maintainers` })).statusCode, 404);
});

test('who was given single actions on a team is listed apart from its maintainers, to whoever may see them', async (t) => {
  const service = await startTestService(t);
  const [first, second] = [
    await service.addMember('reader', 'reader'),
    await service.addMember('reader', 'reader'),
  ];
  const grants = [
    { actions: ['updateTeamName', 'deleteTeam'], memberIDs: [first.member.id, second.member.id] },
    { actionSet: 'maintainTeam', memberIDs: [first.member.id] },
    { actions: ['viewTeam'], memberIDs: [first.member.id] },
  ];
  await createTeam(service, { key: 'web', permissionGrants: grants });
  const list = async (query = '', as = service.ownerSecret) => {
    const response = await service.call({ url: `${TEAMS}/web/permission-grants${query}`, as });
    assert.equal(response.statusCode, 200, response.body);
    const { items, totalCount } = response.json();
    const found = items.map(({ member, actions }: { member: { _id: string }; actions: string[] }) => [
      member._id,
      actions,
    ]);
    return { found, totalCount };
  };
  const both = ['deleteTeam', 'updateTeamName'];
  const all = [
    [first.member.id, both],
    [second.member.id, both],
    [first.member.id, ['viewTeam']],
  ];
  assert.deepEqual(await list(), { found: all, totalCount: 3 });
  assert.deepEqual(await list('?limit=1&offset=1'), { found: [all[1]], totalCount: 3 });

  const seesOne = [
    { effect: 'allow', resources: ['team/*'], actions: ['viewTeam'] },
    { effect: 'allow', resources: [`member/${second.member.id}`], actions: ['viewMember'] },
  ];
  const { token } = await service.createToken({ inlineRole: seesOne, serviceToken: true });
  assert.deepEqual(await list('', token), { found: [all[1]], totalCount: 1 }, 'others are not even counted');
  const blind = [{ effect: 'allow', resources: ['member/*'], actions: ['viewMember'] }];
  const { token: stranger } = await service.createToken({ inlineRole: blind, serviceToken: true });
  const hidden = await service.call({ url: `${TEAMS}/web/permission-grants`, as: stranger });
  assert.equal(hidden.statusCode, 404);

  await service.call({ method: 'DELETE', url: `/api/v2/members/${first.member.id}` });
  assert.deepEqual(await list(), { found: [all[1]], totalCount: 1 }, 'who was removed holds nothing');
});

test('a member has what a team gives at the next call of every token, and loses it with the team', async (t) => {
  const service = await startTestService(t);
  await createRole(service, 'auditor');
  const { member, secret } = await service.addMember('no_access', 'admin');
  const reads = () => readsAuditLog(service, secret);
  assert.equal(await reads(), false);
  await createTeam(service, { key: 'web', customRoleKeys: ['auditor'], memberIDs: [member.id] });
  assert.equal(await reads(), true);
  const steps: readonly (readonly [object, boolean])[] = [
    [{ kind: 'removeMembers', values: [member.id] }, false],
    [{ kind: 'addMembers', values: [member.id] }, true],
    [{ kind: 'removeCustomRoles', values: ['auditor'] }, false],
    [{ kind: 'addCustomRoles', values: ['auditor'] }, true],
    [{ kind: 'replaceMembers', values: [] }, false],
    [{ kind: 'replaceMembers', values: [member.id] }, true],
  ];
  for (const [instruction, isAllowed] of steps) {
    assert.equal((await patchTeam(service, 'web', [instruction])).statusCode, 200);
    assert.equal(await reads(), isAllowed, JSON.stringify(instruction));
  }
  assert.equal((await service.call({ method: 'DELETE', url: `${TEAMS}/web` })).statusCode, 204);
  assert.equal(await reads(), false);
});

test('values of attributes are those of the team, and a change of them reaches tokens at once', async (t) => {
  const service = await startTestService(t);
  const mine = ['service-token/$', '{roleAttribute/id}'].join('');
  const policy = [{ effect: 'allow', resources: [mine], actions: ['viewToken'] }];
  await createRole(service, 'tokens-of-mine', policy);
  const create = (name: string) => service.createToken({ role: 'reader', serviceToken: true, name });
  const red = (await create('red'))._id;
  const blue = (await create('blue'))._id;
  const { member, secret } = await service.addMember('no_access', 'admin');
  await createTeam(service, { key: 'web', customRoleKeys: ['tokens-of-mine'], memberIDs: [member.id] });
  const seen = async () => {
    const answers = await Promise.all(
      [blue, red].map((id) => service.call({ url: `/api/v2/tokens/${id}`, as: secret })),
    );
    return answers.flatMap((answer) => (answer.statusCode === 200 ? [answer.json().name] : []));
  };
  assert.deepEqual(await seen(), [], 'without a value the role allows nothing');
  const steps: readonly (readonly [object, readonly string[]])[] = [
    [{ kind: 'addRoleAttribute', key: 'id', values: [red] }, ['red']],
    [{ kind: 'updateRoleAttribute', key: 'id', values: [blue, red] }, ['blue', 'red']],
    [{ kind: 'replaceRoleAttributes', value: { id: [blue] } }, ['blue']],
    [{ kind: 'removeRoleAttribute', key: 'id' }, []],
  ];
  for (const [instruction, names] of steps) {
    const response = await patchTeam(service, 'web', [instruction]);
    assert.equal(response.statusCode, 200, response.body);
    assert.deepEqual(await seen(), names, JSON.stringify(instruction));
  }
});

test('who maintains a team may do that with every token, without belonging to it, until it is taken back', async (t) => {
  const service = await startTestService(t);
  const { member, secret } = await service.addMember('no_access', 'admin');
  const other = (await service.addMember('no_access', 'no_access' as never)).member.id;
  await createTeam(service, { key: 'web' });
  await createTeam(service, { key: 'other' });
  const rename = (key: string) =>
    patchTeam(service, key, [{ kind: 'updateName', value: 'New' }], { as: secret });
  assert.equal((await rename('web')).statusCode, 404);
  const grant = { actionSet: 'maintainTeam', memberIDs: [member.id] };
  await patchTeam(service, 'web', [{ kind: 'addPermissionGrants', ...grant }]);
  assert.equal((await rename('web')).statusCode, 200);
  assert.equal((await rename('other')).statusCode, 404, 'on that team alone');
  const listed = (await service.call({ url: TEAMS, as: secret })).json();
  assert.deepEqual([listed.totalCount, listed.items[0].key], [1, 'web']);
  const allowed = listed.items[0]._access.allowed.map(({ action }: { action: string }) => action);
  assert.deepEqual(allowed, ['updateTeamName', 'updateTeamDescription', 'updateTeamMembers']);
  const denied = await patchTeam(service, 'web', [{ kind: 'addCustomRoles', values: [] }], { as: secret });
  assert.deepEqual(denied.json().access, { action: 'updateTeamCustomRoles', resource: 'team/web' });
  const unseen = await patchTeam(service, 'web', [{ kind: 'addMembers', values: [other] }], { as: secret });
  assert.equal(unseen.statusCode, 400, 'members who may not be seen are unknown');
  await patchTeam(service, 'web', [{ kind: 'removePermissionGrants', ...grant }]);
  assert.equal((await rename('web')).statusCode, 404);
});

test('a member who is removed is in no team any more', async (t) => {
  const service = await startTestService(t);
  const { member } = await service.addMember('reader', 'reader');
  const grants = [{ actionSet: 'maintainTeam', memberIDs: [member.id] }];
  await createTeam(service, { key: 'web', memberIDs: [member.id], permissionGrants: grants });
  await service.call({ method: 'DELETE', url: `/api/v2/members/${member.id}` });
  const team = await readTeam(service, 'web');
  assert.deepEqual([team.members.totalCount, team.maintainers.totalCount], [0, 0]);
  const empty = (await service.call({ url: `${TEAMS}?filter=nomembers:true` })).json();
  assert.equal(empty.totalCount, 1);
  const added = await patchTeam(service, 'web', [{ kind: 'addMembers', values: [member.id] }]);
  assert.equal(added.statusCode, 400);
  const edited = await patchTeam(service, 'web', [{ kind: 'replaceMembers', values: [] }]);
  assert.equal(edited.statusCode, 200, edited.body);
});

function withoutRequestId(body: string): string {
  return body.replace(/"requestId":"[^"]*"/, '');
}
