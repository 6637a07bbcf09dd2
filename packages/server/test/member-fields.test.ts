/** What a list and a record say of a member, and to whom. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listMembers } from './listed-members.ts';
import { addTeam, allow, MEMBERS } from './member-calls.ts';
import { startTestService } from './test-service.ts';
import { DAY_MS, putToken } from './token-calls.ts';

test('a list and a record have every field that clients require, and more when asked for', async (t) => {
  const service = await startTestService(t);
  const { member } = await service.addMember('reader', 'reader');
  await service.call({
    method: 'PATCH',
    url: `${MEMBERS}/${member.id}`,
    payload: [{ op: 'replace', path: '/roleAttributes', value: { a: ['b'] } }],
  });
  const required = ['_links', '_id', 'role', 'email', '_pendingInvite', '_verified', 'customRoles', 'mfa'];
  const dated = ['_lastSeen', 'creationDate', 'teams', 'permissionGrants', 'version'];
  const [item] = (await listMembers(service, { filter: `id:${member.id}` })).items;
  const record = (await service.call({ url: `${MEMBERS}/${member.id}` })).json();
  for (const answer of [item, record]) {
    for (const field of [...required, ...dated]) assert.ok(field in answer, field);
    assert.deepEqual(['roleAttributes' in answer, 'tokens' in answer], [false, false]);
  }
  for (const expand of ['roleAttributes', 'customRoles,roleAttributes', ' roleAttributes , customRoles ']) {
    const page = await listMembers(service, { expand, filter: `id:${member.id}` });
    assert.deepEqual(page.items[0]?.roleAttributes, { a: ['b'] });
    assert.ok(page._links.self?.href.includes('expand='));
    const one = await service.call({ url: `${MEMBERS}/me?${new URLSearchParams({ expand })}` });
    assert.deepEqual(one.json().roleAttributes, {});
  }
});

test('what members let one do by a team is shown as their permission grants', async (t) => {
  const service = await startTestService(t);
  const { member, secret } = await service.addMember('no_access', 'reader');
  addTeam(service, 'qa', {});
  const grant = (granted: object, memberIDs: readonly string[]) => ({
    kind: 'addPermissionGrants',
    ...granted,
    memberIDs,
  });
  const { id: other } = (await service.addMember('reader', 'reader')).member;
  const instructions = [
    grant({ actionSet: 'maintainTeam' }, [member.id]),
    grant({ actions: ['updateTeamName'] }, [member.id, other]),
    grant({ actions: ['deleteTeam'] }, [other]),
  ];
  const given = await service.call({
    method: 'PATCH',
    url: '/api/v2/teams/qa',
    payload: { instructions },
  });
  assert.equal(given.statusCode, 200, given.body);
  const expected = [
    { actionSet: 'maintainTeam', resource: 'team/qa' },
    { actions: ['updateTeamName'], resource: 'team/qa' },
  ];
  for (const as of [service.ownerSecret, secret]) {
    const read = (await service.call({ url: `${MEMBERS}/${member.id}`, as })).json();
    assert.deepEqual(read.permissionGrants, expected);
  }
});

test('teams that the caller may not see are not shown, but for the caller’s own', async (t) => {
  const service = await startTestService(t);
  const { member, secret } = await service.addMember('no_access', 'reader');
  addTeam(service, 'qa', { memberIds: [member.id] });
  const inlineRole = allow('member/*', 'viewMember');
  const { token } = await service.createToken({ inlineRole, serviceToken: true });
  const teamsSeen = async (as: string) =>
    (await service.call({ url: `${MEMBERS}/${member.id}`, as })).json().teams.length;
  const inTeam = { filter: 'team:qa' };
  assert.equal((await listMembers(service, inTeam, token)).totalCount, 0, 'nor by a filter');
  assert.equal((await listMembers(service, inTeam)).totalCount, 1);
  assert.deepEqual(
    [await teamsSeen(token), await teamsSeen(secret), await teamsSeen(service.ownerSecret)],
    [0, 1, 1],
  );
});

test('the tokens that would end with a member are counted for who may see them', async (t) => {
  const service = await startTestService(t);
  const { member, secret } = await service.addMember('reader', 'reader');
  const reader = await service.addMember('reader', 'reader');
  const memberId = member.id;
  const nowMs = service.clock.nowMs;
  const uses = [
    nowMs - 1,
    nowMs - DAY_MS + 1,
    nowMs - DAY_MS,
    nowMs - 7 * DAY_MS + 1,
    nowMs - 29 * DAY_MS,
    5,
  ];
  for (const [index, at] of uses.entries()) {
    const { id } = await putToken(service, { memberId, kind: 'personal' });
    service.write('update tokens set last_used_at = ?, name = ? where id = ?', at, `t${index}`, id);
  }
  const ended = await putToken(service, { memberId, kind: 'personal' });
  service.write('update tokens set deleted_at = 1, last_used_at = ? where id = ?', nowMs, ended.id);
  await putToken(service, { memberId, kind: 'personal', isDisabled: true });
  await putToken(service, { memberId, kind: 'service' });

  const tokensOf = async (as: string) =>
    (await service.call({ url: `${MEMBERS}/${memberId}?expand=tokens`, as })).json().tokens;
  const { items, ...counts } = await tokensOf(service.ownerSecret);
  assert.deepEqual(counts, {
    totalCount: 7,
    usedLastDayCount: 2,
    usedLast7DaysCount: 4,
    usedLast30DaysCount: 5,
    lastUsed: nowMs - 1,
  });
  assert.deepEqual(items.map(({ name }: { name: string }) => name).slice(0, 6), [
    't0',
    't1',
    't2',
    't3',
    't4',
    't5',
  ]);
  assert.deepEqual(Object.keys(items[0]).sort(), ['_id', '_links', 'lastUsed', 'name', 'token']);
  assert.equal((await tokensOf(secret)).totalCount, 7, 'one sees one’s own');
  assert.equal(await tokensOf(reader.secret), undefined, 'a zero would say that nothing breaks');
  const page = await listMembers(service, { expand: 'tokens', filter: 'role:reader|owner', limit: '1000' });
  assert.deepEqual(
    page.items.map(({ tokens }) => (tokens as { totalCount: number }).totalCount).sort(),
    [1, 1, 7],
  );
  assert.ok(page._links.self?.href.includes('limit=100'), 'fewer on a page');
  assert.equal((await service.call({ method: 'DELETE', url: `${MEMBERS}/${memberId}` })).statusCode, 204);
  assert.equal((await service.call({ url: '/api/v2/caller-identity', as: secret })).statusCode, 401);
});
