/** Rights that count only together with others are judged by themselves: nobody puts together in steps what they do not hold. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestService, type TestService } from './test-service.ts';

const RAW_ON = { effect: 'allow', resources: ['proj/*:env/*:flag/*'], actions: ['updateOn'] };
const SEE = { effect: 'allow', resources: ['proj/*'], actions: ['viewProject'] };
const MEMBERS = '/api/v2/members';

/** Somebody who may view projects and look after members, roles and teams, and may not do what `raw-on` allows. */
async function startWithActor(t: Parameters<typeof startTestService>[0]) {
  const service = await startTestService(t);
  for (const [key, policy] of Object.entries({ 'raw-on': [RAW_ON], see: [SEE] })) {
    const payload = { key, name: key, policy };
    assert.equal((await service.call({ method: 'POST', url: '/api/v2/roles', payload })).statusCode, 201);
  }
  const { token: actor } = await service.createToken({
    inlineRole: [
      SEE,
      { effect: 'allow', resources: ['member/*', 'role/*', 'team/*'], actions: ['*'] },
      { effect: 'allow', resources: ['service-token/*'], actions: ['createAccessToken', 'viewToken'] },
    ],
  });
  return { service, actor };
}

async function invited(service: TestService, customRoles: readonly string[]): Promise<string> {
  const payload = [{ email: 'x@example.com', role: 'no_access', customRoles }];
  const response = await service.call({ method: 'POST', url: MEMBERS, payload });
  assert.equal(response.statusCode, 201, response.body);
  return response.json().items[0]._id;
}

function refusedAction(response: Awaited<ReturnType<TestService['call']>>): string {
  assert.equal(response.statusCode, 403, response.body);
  return response.json().access.action;
}

test('a role that does nothing by itself is given by nobody who does not hold what it says', async (t) => {
  const { service, actor } = await startWithActor(t);
  const invitation = [{ email: 'y@example.com', role: 'no_access', customRoles: ['raw-on'] }];
  const invite = { method: 'POST', url: MEMBERS, payload: invitation, as: actor } as const;
  assert.equal(refusedAction(await service.call(invite)), 'updateOn');
  const id = await invited(service, ['see']);
  const team = { key: 'dev', name: 'Dev', customRoleKeys: ['raw-on'], memberIDs: [id] };
  const make = { method: 'POST', url: '/api/v2/teams', payload: team, as: actor } as const;
  assert.equal(refusedAction(await service.call(make)), 'updateOn');
  const payload = { serviceToken: true, customRoleIds: ['raw-on'] };
  const create = { method: 'POST', url: '/api/v2/tokens', payload, as: actor } as const;
  assert.equal(refusedAction(await service.call(create)), 'updateOn');
});

test('what one holds may be given to somebody who has what one does not', async (t) => {
  const { service, actor } = await startWithActor(t);
  const id = await invited(service, ['raw-on']);
  const payload = [{ op: 'add', path: '/customRoles/-', value: 'see' }];
  const response = await service.call({ method: 'PATCH', url: `${MEMBERS}/${id}`, payload, as: actor });
  assert.equal(response.statusCode, 200, response.body);
});

test('a statement that is added to a role is judged by itself, and what stood there before is no gain', async (t) => {
  const { service, actor } = await startWithActor(t);
  await invited(service, ['raw-on']);
  const url = '/api/v2/roles/raw-on';
  const patch = (value: unknown) => ({
    method: 'PATCH' as const,
    url,
    payload: [{ op: 'replace', path: '/policy', value }],
    as: actor,
  });
  const more = { effect: 'allow', resources: ['proj/*:env/*:flag/*'], actions: ['updateRules'] };
  assert.equal(refusedAction(await service.call(patch([RAW_ON, SEE, more]))), 'updateRules');
  assert.equal((await service.call(patch([RAW_ON, SEE]))).statusCode, 200);
  const denied = { effect: 'deny', resources: ['proj/a:env/*:flag/*'], actions: ['updateOn'] };
  assert.equal((await service.call(patch([RAW_ON, SEE, denied]))).statusCode, 200);
  assert.equal(refusedAction(await service.call(patch([RAW_ON, SEE]))), 'updateOn', 'a deny is taken away');
});

test('a base role is judged also while custom roles stand in its place', async (t) => {
  const { service, actor } = await startWithActor(t);
  const payload = [{ email: 'y@example.com', role: 'owner', customRoles: ['see'] }];
  const invitation = await service.call({ method: 'POST', url: MEMBERS, payload, as: actor });
  assert.equal(invitation.statusCode, 403, invitation.body);
  const id = await invited(service, ['see']);
  const raise = [{ op: 'replace', path: '/role', value: 'owner' }];
  const raised = await service.call({ method: 'PATCH', url: `${MEMBERS}/${id}`, payload: raise, as: actor });
  assert.equal(raised.statusCode, 403, raised.body);
  assert.equal((await service.call({ url: `${MEMBERS}/${id}` })).json().role, 'no_access');
});

test('a smaller base role may be given by whoever looks after members', async (t) => {
  const { service, actor } = await startWithActor(t);
  const { member } = await service.addMember('writer', 'reader');
  const payload = [{ op: 'replace', path: '/role', value: 'reader' }];
  const response = await service.call({
    method: 'PATCH',
    url: `${MEMBERS}/${member.id}`,
    payload,
    as: actor,
  });
  assert.equal(response.statusCode, 200, response.body);
});

test('a filter that is to spare somebody and matches nothing known changes nobody', async (t) => {
  const { service } = await startWithActor(t);
  const { member } = await service.addMember('admin', 'reader');
  for (const filter of [{ filterTeamKey: 'engg' }, { filterRoles: 'amdin' }]) {
    const instructions = [{ kind: 'replaceAllMembersRoles', value: 'reader', ...filter }];
    const response = await service.call({ method: 'PATCH', url: MEMBERS, payload: { instructions } });
    assert.equal(response.statusCode, 400, response.body);
    assert.equal((await service.call({ url: `${MEMBERS}/${member.id}` })).json().role, 'admin');
  }
});

test('who may do something is asked as a verification decides it', async (t) => {
  const { service } = await startWithActor(t);
  await invited(service, ['raw-on']);
  const query = new URLSearchParams({ filter: 'accessCheck:updateOn:proj/p:env/e:flag/f' });
  const headers = { 'ld-api-version': '20220603' };
  const found = (await service.call({ url: `${MEMBERS}?${query}`, headers })).json();
  assert.deepEqual(
    found.items.map(({ email }: { email: string }) => email),
    ['owner@example.com'],
  );
});

test('a role that one may not see cannot be told from one that does not exist', async (t) => {
  const { service } = await startWithActor(t);
  await invited(service, ['raw-on']);
  const { token: narrow } = await service.createToken({
    inlineRole: [
      { effect: 'allow', resources: ['member/*'], actions: ['*'] },
      { effect: 'deny', resources: ['role/*'], actions: ['viewRole'] },
    ],
  });
  const list = (role: string) => service.call({ url: `${MEMBERS}?filter=role:${role}`, as: narrow });
  assert.equal((await list('raw-on')).json().totalCount, 0);
  assert.equal((await list('raw-on|no_access')).json().totalCount, 1);
  const give = async (role: string) => {
    const payload = [{ email: 'y@example.com', role: 'no_access', customRoles: [role] }];
    const { statusCode, body } = await service.call({ method: 'POST', url: MEMBERS, payload, as: narrow });
    return `${statusCode} ${body.replaceAll(role, 'ROLE').replace(/"requestId":"\w+"/, '')}`;
  };
  assert.equal(await give('raw-on'), await give('nothing'));
});
