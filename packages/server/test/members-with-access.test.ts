/** Who may do something, asked by a filter of older versions. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listMembers } from './listed-members.ts';
import { addRole, allow, MEMBERS } from './member-calls.ts';
import { startTestService } from './test-service.ts';

const OLDER = { 'ld-api-version': '20220603' };

test('who may do something is found by older versions, for who may ask', async (t) => {
  const service = await startTestService(t);
  const reader = await service.addMember('reader', 'reader');
  const admin = await service.addMember('admin', 'reader');
  await addRole(service, 'scoped', allow('acct', 'manageResourceTypes'));
  const scoped = await service.addMember('no_access', 'reader');
  await service.call({
    method: 'PATCH',
    url: `${MEMBERS}/${scoped.member.id}`,
    payload: [{ op: 'replace', path: '/customRoles', value: ['scoped'] }],
  });
  const filter = 'accessCheck:manageResourceTypes:acct';
  const found = async (as: string, text = filter) => {
    const { items, totalCount } = await listMembers(service, { filter: text }, as, OLDER);
    assert.equal(items.length, totalCount);
    return items.map(({ _id }) => _id).sort();
  };
  const me = (await service.call({ url: `${MEMBERS}/me` })).json()._id;
  assert.deepEqual(await found(service.ownerSecret), [me, admin.member.id, scoped.member.id].sort());
  assert.deepEqual(await found(service.ownerSecret, `role:reader,${filter}`), []);
  assert.deepEqual(await found(reader.secret), [], 'a reader may not ask about others');
  assert.deepEqual(await found(reader.secret, 'accessCheck:viewAuditLog:acct'), [reader.member.id]);
  const newer = await service.call({ url: `${MEMBERS}?${new URLSearchParams({ filter })}` });
  assert.equal(newer.statusCode, 400);
  assert.match(newer.json().message, /20220603/);
});

test('a member who loses a role while it is asked who may do something is not found by their base role', async (t) => {
  const service = await startTestService(t);
  await addRole(service, 'nothing', allow('acct', 'viewAuditLog'));
  const { member } = await service.addMember('admin', 'reader');
  const payload = [{ op: 'replace', path: '/customRoles', value: ['nothing'] }];
  await service.call({ method: 'PATCH', url: `${MEMBERS}/${member.id}`, payload });
  const { roles } = service.deployment.store.reads;
  const findHeldRoles = roles.findHeldRoles;
  let isFirst = true;
  t.mock.method(roles, 'findHeldRoles', async (...of: Parameters<typeof findHeldRoles>) => {
    const held = await findHeldRoles(...of);
    if (!isFirst || of[0].memberId !== member.id) return held;
    isFirst = false;
    return { ...held, direct: [] };
  });
  const filter = 'accessCheck:manageResourceTypes:acct';
  const { items } = await listMembers(service, { filter }, service.ownerSecret, OLDER);
  assert.equal(isFirst, false);
  assert.equal(
    items.some(({ _id }) => _id === member.id),
    false,
  );
});
