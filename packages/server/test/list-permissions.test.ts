import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestService, type TestService } from './test-service.ts';

const POLICY = [
  { effect: 'allow', resources: ['proj/*'], actions: ['viewProject'] },
  { effect: 'allow', resources: ['proj/web'], actions: ['updateProjectName', 'deleteProject'] },
  { effect: 'deny', resources: ['proj/*'], actions: ['deleteProject'] },
];

function ask(service: TestService, payload: object, as = service.ownerSecret) {
  return service.call({ method: 'POST', url: '/api/v2/policies/permissions', payload, as });
}

async function projectPermission(service: TestService, payload: object, action: string) {
  const response = await ask(service, payload);
  assert.equal(response.statusCode, 200, response.body);
  const { items } = response.json();
  const ofProjects = items.find(({ chain }: { chain: string }) => chain === 'proj/*');
  assert.equal(ofProjects.type, 'proj');
  return ofProjects.permissions.find((each: { action: string }) => each.action === action);
}

test('of a personal token both sides are said, each with the statements that grant it; allowed is what both allow', async (t) => {
  const service = await startTestService(t);
  const { secret, member } = await service.addMember('admin', 'admin');
  const inlineRole = [{ effect: 'allow', resources: ['proj/*'], actions: ['viewProject', 'deleteProject'] }];
  const payload = { name: 'both', inlineRole };
  const made = await service.call({ method: 'POST', url: '/api/v2/tokens', payload, as: secret });
  assert.equal(made.statusCode, 201, made.body);
  const tokenId = made.json()._id;
  const view = await projectPermission(service, { tokenId }, 'viewProject');
  assert.equal(view.extent, 'all');
  assert.deepEqual(view.scope, {
    extent: 'all',
    grantedBy: [{ role: 'inlineRole', statement: 0, resource: 'proj/*' }],
    grantedByCount: 1,
  });
  assert.equal(view.holder.extent, 'all');
  assert.equal(view.holder.grantedBy[0].role, 'admin');
  const patch = [{ op: 'replace', path: '/role', value: 'reader' }];
  await service.call({ method: 'PATCH', url: `/api/v2/members/${member.id}`, payload: patch });
  const remove = await projectPermission(service, { tokenId }, 'deleteProject');
  assert.deepEqual(
    [remove.extent, remove.scope.extent, remove.holder.extent],
    ['none', 'all', 'none'],
    'a token may never do more than its member',
  );
  const ofMember = await projectPermission(service, { memberId: member.id }, 'deleteProject');
  assert.deepEqual([ofMember.extent, ofMember.holder.extent, 'scope' in ofMember], ['none', 'none', false]);
});

test('a part comes with an example; what is denied, and what nothing allows, is none', async (t) => {
  const service = await startTestService(t);
  const token = await service.createToken({ inlineRole: POLICY, serviceToken: true });
  const choice = { tokenId: token._id };
  const rename = await projectPermission(service, choice, 'updateProjectName');
  assert.deepEqual([rename.extent, rename.example.resource, 'holder' in rename], ['part', 'proj/web', false]);
  assert.deepEqual(rename.scope.grantedBy, [{ role: 'inlineRole', statement: 1, resource: 'proj/web' }]);
  for (const action of ['deleteProject', 'createProject']) {
    const { extent, scope } = await projectPermission(service, choice, action);
    assert.deepEqual([extent, scope], ['none', { extent: 'none', grantedBy: [], grantedByCount: 0 }], action);
  }
});

test('of many statements that grant the same the first are named and all are counted', async (t) => {
  const service = await startTestService(t);
  const resources = Array.from({ length: 14 }, (_, index) => `proj/p${index}`);
  const policy = [POLICY[0], { effect: 'allow', resources, actions: ['updateProjectName'] }];
  const { holder } = await projectPermission(service, { subject: { policy } }, 'updateProjectName');
  assert.deepEqual([holder.grantedBy.length, holder.grantedByCount], [5, 14]);
});

test("one's own rights may be asked about, others' need evaluatePolicy, and unknown ids are 404", async (t) => {
  const service = await startTestService(t);
  const { secret, member } = await service.addMember('writer', 'writer');
  const hidden = await service.createToken({ role: 'reader' });
  const shared = await service.createToken({ role: 'reader', serviceToken: true });
  const status = async (payload: object, as: string) => (await ask(service, payload, as)).statusCode;
  assert.equal(await status({ memberId: member.id }, secret), 200);
  assert.equal(await status({ tokenId: shared._id }, secret), 403);
  assert.equal(await status({ tokenId: hidden._id }, secret), 404);
  assert.equal(await status({ tokenId: 'f'.repeat(24) }, service.ownerSecret), 404);
  assert.equal(await status({}, service.ownerSecret), 400);
  assert.equal(await status({ memberId: member.id, tokenId: shared._id }, service.ownerSecret), 400);
});
