/** Invitations with all that they may give, as Terraform and others send them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addRole, addTeam, allow, countSeen, MEMBERS, readMember, storedMembers } from './member-calls.ts';
import { addSecondAccount } from './second-account.ts';
import { startTestService, type TestService } from './test-service.ts';
import { auditOf, putToken } from './token-calls.ts';

const SEES_ALL = allow('member/*', 'viewMember');

function invite(service: TestService, payload: unknown, as = service.ownerSecret) {
  return service.call({ method: 'POST', url: MEMBERS, payload: payload as object, as });
}

test('fifty are invited in one call and answered in its order, each as they were sent', async (t) => {
  const service = await startTestService(t);
  const roles = [await addRole(service, 'one', SEES_ALL), await addRole(service, 'two', [])];
  addTeam(service, 'qa', { roleIds: roles });
  addTeam(service, 'ops', {});
  const sent = Array.from({ length: 50 }, (_, index) => ({
    email: `M${index}@Example.com`,
    firstName: `First ${index}`,
    lastName: '',
    role: index % 3 === 0 ? '' : 'reader',
    customRoles: index % 2 === 0 ? ['two', 'one'] : index % 3 === 0 ? [roles[0]] : [],
    teamKeys: index % 5 === 0 ? ['qa', 'ops'] : [],
    roleAttributes: index % 7 === 0 ? { projects: [`p${index}`, 'z'] } : {},
  }));
  const response = await invite(service, sent);
  assert.equal(response.statusCode, 201, response.body);
  for (const [index, wanted] of sent.entries()) {
    const answered = response.json().items[index];
    const read = await readMember(service, answered._id);
    for (const member of [answered, read]) {
      assert.equal(member.email, wanted.email, 'in the order and the letters of the request');
      assert.deepEqual([member.firstName, member.lastName], [wanted.firstName, '']);
      assert.equal(member.role, wanted.role === '' ? 'reader' : wanted.role);
      const ids = wanted.customRoles.map((name) =>
        name === 'one' ? roles[0] : name === 'two' ? roles[1] : name,
      );
      assert.deepEqual(member.customRoles, ids);
      assert.deepEqual(member.roleAttributes ?? {}, wanted.roleAttributes);
      const teams = (member.teams as { key: string }[]).map(({ key }) => key);
      assert.deepEqual(teams, wanted.teamKeys.toSorted());
      assert.equal(member._pendingInvite, true);
    }
  }
  assert.equal(auditOf(service, 'createMember').length, 51);
  assert.match(String(auditOf(service, 'createMember')[49]?.description), /`two`, `one`.*`qa`/);
});

test('what Terraform sends is taken: empty texts, lists and nothing beside an address and roles', async (t) => {
  const service = await startTestService(t);
  const one = await addRole(service, 'one', SEES_ALL);
  const shapes = [
    { email: 'a@example.com', role: '', firstName: '', lastName: '', customRoles: ['one'] },
    { email: 'b@example.com', role: 'writer', firstName: '', lastName: '', customRoles: [] },
    { email: 'c@example.com', role: null, customRoles: [one], teamKeys: null, roleAttributes: null },
    { email: 'd@example.com', role: 'writer', customRoles: null },
  ];
  const expected = [
    ['reader', [one]],
    ['writer', []],
    ['reader', [one]],
    ['writer', []],
  ];
  for (const [index, shape] of shapes.entries()) {
    const response = await invite(service, [shape]);
    assert.equal(response.statusCode, 201, response.body);
    const [{ role, customRoles, firstName, lastName }] = response.json().items;
    assert.deepEqual([[role, customRoles], firstName, lastName], [expected[index], '', '']);
  }
});

test('of a wrong invitation among others nothing is stored, and the fault is named', async (t) => {
  const service = await startTestService(t);
  const other = await addSecondAccount(service);
  await addRole(service, 'one', SEES_ALL);
  const good = { email: 'good@example.com', role: 'reader' };
  const before = storedMembers(service);
  const wrong = [
    [{ email: 'x@example.com' }, /`1`: `role` or `customRoles` must be given/],
    [{ email: 'x@example.com', role: '', customRoles: [] }, /`1`: `role` or `customRoles`/],
    [{ email: 'x@example.com', customRoles: ['nope'] }, /`customRoles`: there is no role `nope`/],
    [{ email: 'x@example.com', customRoles: [other.roleId] }, /there is no role/],
    [{ email: 'x@example.com', role: 'reader', teamKeys: ['nope'] }, /`teamKeys`: there is no team `nope`/],
    [{ email: 'x@example.com', role: 'reader', roleAttributes: { 'a b': [] } }, /roleAttributes/],
    [{ email: 'x@example.com', role: 'reader', password: 'correct horse battery' }, /`password`/],
    [{ email: 'x@example.com', role: 'king' }, /role/],
    [{ email: 'x', role: 'reader' }, /email/],
    [
      { email: 'x@example.com', role: 'reader', roleAttributes: { a: [service.ownerSecret] } },
      /looks like an access token/,
    ],
    [{ email: 'OTHER@example.org', role: 'reader' }, /another account/, 'email_taken_in_different_account'],
    [{ email: 'OWNER@example.com', role: 'reader' }, /already exist/, 'email_already_exists_in_account'],
    [{ email: 'GOOD@example.com', role: 'reader' }, /invited twice/, 'duplicate_emails'],
  ] as const;
  for (const [invitation, message, code = 'invalid_request'] of wrong) {
    const response = await invite(service, [good, invitation]);
    assert.deepEqual([response.statusCode, response.json().code], [400, code], response.body);
    assert.match(response.json().message, message);
    const isOfEmails = code !== 'invalid_request';
    assert.equal('invalid_emails' in response.json(), isOfEmails);
  }
  assert.deepEqual(storedMembers(service), before);
});

test('a team is joined with its roles, by whoever may change the team and holds what it gives', async (t) => {
  const service = await startTestService(t);
  const sees = await addRole(service, 'sees', SEES_ALL);
  const owners = await addRole(service, 'owners', allow('acct', 'deleteAccount'));
  const qa = addTeam(service, 'qa', { roleIds: [sees] });
  addTeam(service, 'bosses', { roleIds: [owners] });
  const invitation = (teamKeys: readonly string[]) => [
    { email: 'x@example.com', role: 'no_access', teamKeys },
  ];
  const admin = await service.addMember('admin', 'admin');
  const beyond = await invite(service, invitation(['bosses']), admin.secret);
  assert.equal(beyond.statusCode, 403, beyond.body);
  assert.deepEqual(beyond.json().access, { action: 'deleteAccount', resource: 'acct' });
  const inlineRole = [...allow('member/*', 'createMember', 'viewMember'), ...allow('team/*', 'viewTeam')];
  const narrow = await service.createToken({ inlineRole, serviceToken: true });
  const barred = await invite(service, invitation(['qa']), narrow.token);
  assert.deepEqual(barred.json().access, { action: 'updateTeamMembers', resource: 'team/qa' });
  const unseen = await service.createToken({
    inlineRole: allow('member/*', 'createMember'),
    serviceToken: true,
  });
  assert.equal(
    (await invite(service, invitation(['qa']), unseen.token)).statusCode,
    400,
    'as if there were none',
  );

  const invited = await invite(service, invitation(['qa', 'qa']), admin.secret);
  assert.equal(invited.statusCode, 201, invited.body);
  const [{ _id: memberId }] = invited.json().items;
  assert.deepEqual(
    service.query('select team_id, member_id, account_id from team_members').map((row) => ({ ...row })),
    [{ team_id: qa, member_id: memberId, account_id: service.accountId }],
  );
  assert.equal(service.query("select version from teams where key = 'qa'")[0]?.version, 2);
  const { secret } = await putToken(service, { memberId, kind: 'personal', scope: { role: 'admin' } });
  assert.equal(await countSeen(service, secret), 3, 'the role of the team is theirs');
  await service.call({ method: 'DELETE', url: `${MEMBERS}/${memberId}` });
  assert.deepEqual(service.query('select * from team_members'), [], 'who is removed is in no team');
});

test('with custom roles switched off none is given to who is invited', async (t) => {
  const service = await startTestService(t);
  await addRole(service, 'one', SEES_ALL);
  const payload = [{ op: 'replace', path: '/customRoles', value: false }];
  await service.call({ method: 'PATCH', url: '/api/v2/account/settings', payload });
  const refused = await invite(service, [{ email: 'x@example.com', customRoles: ['one'] }]);
  assert.deepEqual([refused.statusCode, refused.json().code], [403, 'feature_disabled']);
  assert.equal((await invite(service, [{ email: 'x@example.com', role: 'reader' }])).statusCode, 201);
});

test('two who invite the same address at once make one member', async (t) => {
  const service = await startTestService(t);
  const answers = await Promise.all(
    ['x@example.com', 'X@Example.com'].map((email) => invite(service, [{ email, role: 'reader' }])),
  );
  assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [201, 400]);
  assert.equal(service.query("select * from members where email_key = 'x@example.com'").length, 1);
});
