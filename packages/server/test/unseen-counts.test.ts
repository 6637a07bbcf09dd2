/** What is counted tells no more than what is listed: nobody learns from a number of members, teams or tokens that they may not see. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addTeam, allow, MEMBERS } from './member-calls.ts';
import { createRole, createTeam, TEAMS } from './team-calls.ts';
import { startTestService } from './test-service.ts';

test('the members of a team are counted as far as the caller may see them', async (t) => {
  const service = await startTestService(t);
  const [seen, hidden, other] = [
    await service.addMember('reader', 'reader'),
    await service.addMember('reader', 'reader'),
    await service.addMember('reader', 'reader'),
  ];
  const idOf = ({ member }: typeof seen) => member.id;
  await createTeam(service, { key: 'mixed', memberIDs: [seen, hidden].map(idOf) });
  await createTeam(service, { key: 'strange', memberIDs: [hidden, other].map(idOf) });
  await createTeam(service, { key: 'empty' });
  const policy = [...allow('team/*', 'viewTeam'), ...allow(`member/${seen.member.id}`, 'viewMember')];
  const { token } = await service.createToken({ inlineRole: policy, serviceToken: true });

  const counts = async (as: string, query: string) => {
    const { items } = (await service.call({ url: `${TEAMS}?expand=members${query}`, as })).json();
    type Item = { readonly key: string; readonly members: { readonly totalCount: number } };
    return Object.fromEntries(items.map(({ key, members }: Item) => [key, members.totalCount]));
  };
  assert.deepEqual(await counts(service.ownerSecret, ''), { mixed: 2, strange: 2, empty: 0 });
  assert.deepEqual(await counts(token, ''), { mixed: 1, strange: 0, empty: 0 });
  assert.deepEqual(await counts(token, '&filter=nomembers:true'), { strange: 0, empty: 0 });
  assert.deepEqual(await counts(token, '&filter=nomembers:false'), { mixed: 1 });
  assert.deepEqual(await counts(service.ownerSecret, '&filter=nomembers:false'), { mixed: 2, strange: 2 });
  for (const [key, totalCount] of [
    ['mixed', 1],
    ['strange', 0],
  ] as const) {
    const one = (await service.call({ url: `${TEAMS}/${key}?expand=members`, as: token })).json();
    assert.deepEqual(one.members, { totalCount }, key);
  }
});

test('whether a member is in a team is told as far as the caller may see teams, and of the caller’s own record all', async (t) => {
  const service = await startTestService(t);
  const [inSeen, inHidden, alone] = [
    await service.addMember('reader', 'reader'),
    await service.addMember('no_access', 'reader'),
    await service.addMember('reader', 'reader'),
  ];
  addTeam(service, 'seen', { memberIds: [inSeen.member.id] });
  addTeam(service, 'hidden', { memberIds: [inHidden.member.id] });
  const owner = (await service.call({ url: `${MEMBERS}/me` })).json()._id;
  const found = async (as: string, noteam: boolean) => {
    const { items, totalCount } = (
      await service.call({ url: `${MEMBERS}?filter=noteam:${noteam}`, as })
    ).json();
    assert.equal(items.length, totalCount);
    return items.map(({ _id }: { _id: string }) => _id).sort();
  };
  const ids = (...of: (typeof alone)[]) => of.map(({ member }) => member.id);
  const sees = async (policy: object) =>
    (await service.createToken({ inlineRole: policy, serviceToken: true })).token;
  const members = allow('member/*', 'viewMember');
  const some = await sees([...members, ...allow('team/seen', 'viewTeam')]);
  const none = await sees(members);
  const every = await sees([...members, ...allow('team/*', 'viewTeam')]);
  for (const [as, inTeams, inNone] of [
    [service.ownerSecret, ids(inSeen, inHidden), [owner, ...ids(alone)]],
    [every, ids(inSeen, inHidden), [owner, ...ids(alone)]],
    [some, ids(inSeen), [owner, ...ids(inHidden, alone)]],
    [none, [], [owner, ...ids(inSeen, inHidden, alone)]],
    [inHidden.secret, ids(inHidden), []],
  ] as const) {
    assert.deepEqual(await found(as, false), [...inTeams].sort());
    assert.deepEqual(await found(as, true), [...inNone].sort());
  }
});

test('who holds a role is counted as far as the caller may see members, teams and tokens', async (t) => {
  const service = await startTestService(t);
  const { _id: roleId } = await createRole(service, 'auditor');
  const [seen, hidden] = [
    await service.addMember('reader', 'reader'),
    await service.addMember('reader', 'reader'),
  ];
  for (const { member } of [seen, hidden]) {
    const payload = [{ op: 'replace', path: '/customRoles', value: [roleId] }];
    const response = await service.call({ method: 'PATCH', url: `${MEMBERS}/${member.id}`, payload });
    assert.equal(response.statusCode, 200, response.body);
  }
  await createTeam(service, { key: 'seen', customRoleKeys: ['auditor'] });
  await createTeam(service, { key: 'hidden', customRoleKeys: ['auditor'] });
  await service.createToken({ customRoleIds: [roleId], serviceToken: true });
  await service.createToken({ customRoleIds: [roleId], serviceToken: false });
  const policy = [
    ...allow('role/*', 'viewRole'),
    ...allow(`member/${seen.member.id}`, 'viewMember'),
    ...allow('team/seen', 'viewTeam'),
    ...allow('service-token/*', 'viewToken'),
  ];
  const some = (await service.createToken({ inlineRole: policy, serviceToken: true })).token;
  const roleOnly = await service.createToken({
    inlineRole: allow('role/*', 'viewRole'),
    serviceToken: true,
  });
  const reader = await service.createToken({ role: 'reader', serviceToken: true });
  for (const [as, membersCount, teamsCount, tokensCount] of [
    [service.ownerSecret, 2, 2, 2],
    [reader.token, 2, 2, 1],
    [some, 1, 1, 1],
    [roleOnly.token, 0, 0, 0],
  ] as const) {
    const expected = { membersCount, teamsCount, tokensCount };
    const one = (await service.call({ url: '/api/v2/roles/auditor', as })).json();
    assert.deepEqual(one.assignedTo, expected);
    const { items } = (await service.call({ url: '/api/v2/roles', as })).json();
    assert.deepEqual(items.find(({ key }: { key: string }) => key === 'auditor').assignedTo, expected);
  }
});
