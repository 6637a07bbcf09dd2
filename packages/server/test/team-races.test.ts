/** Two accounts side by side, and what others change between the judgement of a call and its transaction. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createAccount } from '../src/accounts/create-account.ts';
import {
  createRole,
  createTeam,
  patchTeam,
  readsAuditLog,
  readTeam,
  TEAMS,
  uploadMembers,
} from './team-calls.ts';
import { startTestService, type TestService } from './test-service.ts';

/** Lets something happen after the next call was judged and before its transaction begins, as often as asked. */
function beforeNextChanges(
  t: TestContext,
  { deployment }: TestService,
  times: number,
  between: () => unknown,
): void {
  const { store } = deployment;
  const { change } = store;
  let left = times;
  let isInside = false;
  const paused = t.mock.method(store, 'change', async (...words: Parameters<typeof change>) => {
    if (isInside) return change(...words);
    isInside = true;
    await between();
    isInside = false;
    if (--left === 0) paused.mock.restore();
    return change(...words);
  });
}

/** A second account with an owner and their token. */
async function addOtherAccount({ deployment }: TestService) {
  const names = { email: 'other@example.com', firstName: 'Eve', lastName: 'Other', organization: 'Other' };
  const wanted = { key: 'other', ...names, passwordDigest: null, neverExpires: true };
  const { member, bearerToken } = await createAccount(deployment, wanted, {
    system: 'keyward account create',
  });
  return { memberId: member.id, as: bearerToken };
}

test('another account sees nothing of a team, takes nothing into its own, and may use the same key', async (t) => {
  const service = await startTestService(t);
  const { member } = await service.addMember('reader', 'reader');
  await createRole(service, 'auditor');
  const body = { customRoleKeys: ['auditor'], memberIDs: [member.id] };
  const grants = [{ actionSet: 'maintainTeam', memberIDs: [member.id] }];
  await createTeam(service, { key: 'web', name: 'Mine', ...body, permissionGrants: grants });
  const before = await readTeam(service, 'web');
  const { as, memberId } = await addOtherAccount(service);
  const same = (one: { body: string }, other: { body: string }) => {
    const plain = ({ body }: { body: string }) => body.replace(/"requestId":"[^"]*"/, '');
    assert.equal(plain(one), plain(other));
  };
  const rename = { instructions: [{ kind: 'updateName', value: 'Theirs' }] };
  const calls = [
    (key: string) => service.call({ url: `${TEAMS}/${key}`, as }),
    (key: string) => service.call({ url: `${TEAMS}/${key}/roles`, as }),
    (key: string) => service.call({ url: `${TEAMS}/${key}/maintainers`, as }),
    (key: string) => service.call({ method: 'PATCH', url: `${TEAMS}/${key}`, payload: rename, as }),
    (key: string) => service.call({ method: 'DELETE', url: `${TEAMS}/${key}`, as }),
    (key: string) => uploadMembers(service, key, 'other@example.com', { as }),
  ];
  for (const call of calls) {
    const [known, unknown] = [await call('web'), await call('bew')];
    assert.deepEqual([known.statusCode, unknown.statusCode], [404, 404], known.body);
    same(known, unknown);
  }
  const empty = (await service.call({ url: TEAMS, as })).json();
  assert.deepEqual([empty.items, empty.totalCount], [[], 0]);
  const bulk = await service.call({
    method: 'PATCH',
    url: TEAMS,
    payload: { instructions: [{ kind: 'addMembersToTeams', memberIDs: [memberId], teamKeys: ['web'] }] },
    as,
  });
  assert.deepEqual(bulk.json().errors, [{ web: 'there is no such team' }]);

  assert.equal((await createTeam(service, { key: 'web', name: 'Theirs' }, { as })).statusCode, 201);
  const strangers = [
    { kind: 'addMembers', values: [member.id] },
    { kind: 'replaceMembers', values: [member.id] },
    { kind: 'addPermissionGrants', actionSet: 'maintainTeam', memberIDs: [member.id] },
  ];
  for (const instruction of strangers) {
    assert.equal((await patchTeam(service, 'web', [instruction], { as })).statusCode, 400);
  }
  await patchTeam(service, 'web', [{ kind: 'addCustomRoles', values: ['auditor'] }], { as });
  const file = await uploadMembers(service, 'web', member.email, { as });
  assert.equal(file.json().message, 'No emails belong to members of your LaunchDarkly organization');
  const theirs = (await service.call({ url: `${TEAMS}/web?expand=members,roles`, as })).json();
  assert.deepEqual([theirs.name, theirs.members.totalCount, theirs.roles.totalCount], ['Theirs', 0, 0]);
  assert.equal((await service.call({ method: 'DELETE', url: `${TEAMS}/web`, as })).statusCode, 204);
  assert.deepEqual(await readTeam(service, 'web'), before, 'no trace in the first account');
});

test('a role that is deleted or grows while it is given is judged as it is then', async (t) => {
  const service = await startTestService(t);
  const { member, secret } = await service.addMember('no_access', 'admin');
  const admin = await service.addMember('admin', 'admin');
  await createRole(service, 'auditor');
  await createTeam(service, { key: 'web', memberIDs: [member.id] });
  const give = () =>
    patchTeam(service, 'web', [{ kind: 'addCustomRoles', values: ['auditor'] }], { as: admin.secret });
  const grown = [{ effect: 'allow', resources: ['acct'], actions: ['deleteAccount', 'viewAuditLog'] }];
  const payload = [{ op: 'replace', path: '/policy', value: grown }];
  beforeNextChanges(t, service, 1, () =>
    service.call({ method: 'PATCH', url: '/api/v2/roles/auditor', payload }),
  );
  const refused = await give();
  assert.equal(refused.statusCode, 403, refused.body);
  assert.equal(refused.json().access.action, 'deleteAccount', 'no admin holds what the role grew to');
  beforeNextChanges(t, service, 1, () => service.call({ method: 'DELETE', url: '/api/v2/roles/auditor' }));
  const given = await patchTeam(service, 'web', [{ kind: 'addCustomRoles', values: ['auditor'] }]);
  assert.equal(given.statusCode, 200, given.body);
  assert.deepEqual((await readTeam(service, 'web')).roles.items, []);
  assert.deepEqual(service.query('select * from role_holders'), []);
  assert.equal(await readsAuditLog(service, secret), false);
});

test('a member who is removed while being added is not added', async (t) => {
  const service = await startTestService(t);
  const { member } = await service.addMember('reader', 'reader');
  await createTeam(service, { key: 'web' });
  beforeNextChanges(t, service, 1, () =>
    service.call({ method: 'DELETE', url: `/api/v2/members/${member.id}` }),
  );
  const added = await patchTeam(service, 'web', [{ kind: 'addMembers', values: [member.id] }]);
  assert.equal(added.statusCode, 400, added.body);
  assert.deepEqual(service.query('select * from team_members'), []);
});

test('everybody is who is there when it is done', async (t) => {
  const service = await startTestService(t);
  const leaving = (await service.addMember('reader', 'reader')).member;
  await createTeam(service, { key: 'web' });
  let joined = '';
  beforeNextChanges(t, service, 1, async () => {
    await service.call({ method: 'DELETE', url: `/api/v2/members/${leaving.id}` });
    joined = (await service.addMember('reader', 'reader')).member.id;
  });
  const payload = {
    instructions: [{ kind: 'addAllMembersToTeams', teamKeys: ['web'], filterRoles: 'owner' }],
  };
  const response = await service.call({ method: 'PATCH', url: TEAMS, payload });
  assert.deepEqual([response.statusCode, response.json().memberIDs], [200, [joined]], response.body);
  assert.deepEqual(
    service.query('select member_id from team_members').map(({ member_id }) => member_id),
    [joined],
  );
});

test('a team that is deleted while it is changed is 404, and two edits at once are both made', async (t) => {
  const service = await startTestService(t);
  await createTeam(service, { key: 'web' });
  const edits = [
    { kind: 'updateName', value: 'New' },
    { kind: 'updateDescription', value: 'Newer' },
    { kind: 'addRoleAttribute', key: 'a', values: ['b'] },
  ];
  const answers = await Promise.all(edits.map((edit) => patchTeam(service, 'web', [edit])));
  assert.deepEqual(
    answers.map(({ statusCode }) => statusCode),
    [200, 200, 200],
  );
  const { name, description, roleAttributes, _version } = await readTeam(service, 'web');
  assert.deepEqual([name, description, roleAttributes, _version], ['New', 'Newer', { a: ['b'] }, 4]);
  beforeNextChanges(t, service, 1, () => service.call({ method: 'DELETE', url: `${TEAMS}/web` }));
  assert.equal((await patchTeam(service, 'web', [{ kind: 'updateName', value: 'Late' }])).statusCode, 404);
  assert.deepEqual(service.query('select * from teams'), []);
});

test('the same team made twice at once is made once', async (t) => {
  const service = await startTestService(t);
  const answers = await Promise.all([
    createTeam(service, { key: 'web' }),
    createTeam(service, { key: 'web' }),
  ]);
  assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [201, 409]);
});

test('when everything changes all the time, the call is a conflict and nothing is written', async (t) => {
  const service = await startTestService(t);
  const { member } = await service.addMember('reader', 'reader');
  await createTeam(service, { key: 'web' });
  let count = 0;
  beforeNextChanges(t, service, 5, () => createRole(service, `r${count++}`));
  const response = await patchTeam(service, 'web', [{ kind: 'addMembers', values: [member.id] }]);
  assert.deepEqual([response.statusCode, response.json().code], [409, 'optimistic_locking_error']);
  assert.deepEqual([count, service.query('select * from team_members')], [5, []]);
});
