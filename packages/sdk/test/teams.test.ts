import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestService } from '../../server/test/test-service.ts';
import { failureOf } from './failure-of.ts';
import { connect } from './service-fetch.ts';

test('a team lives and dies through the client, and its lists go on from page to page', async (t) => {
  const service = await startTestService(t);
  const { teams, roles } = connect(service);
  const { member } = await service.addMember('reader', 'reader');
  for (const key of ['a', 'b', 'c']) await roles.create({ key, name: key, policy: [] });
  const grants = [{ actionSet: 'maintainTeam', memberIDs: [member.id] }] as const;
  const made = await teams.create(
    {
      key: 'web',
      name: 'Web',
      customRoleKeys: ['a', 'b', 'c'],
      permissionGrants: grants.map((grant) => ({ ...grant, memberIDs: [...grant.memberIDs] })),
      roleAttributes: { zones: ['z', 'a'] },
    },
    { expand: 'roleAttributes' },
  );
  assert.deepEqual([made.key, made.roleAttributes], ['web', { zones: ['z', 'a'] }]);
  const keys: string[] = [];
  for await (const role of teams.roles('web', { limit: 2 })) keys.push(role.key);
  assert.deepEqual(keys, ['a', 'b', 'c']);
  const emails: string[] = [];
  for await (const { email } of teams.maintainers('web')) emails.push(email);
  assert.deepEqual(emails, [member.email]);
  const single = { kind: 'addPermissionGrants' as const, actions: ['deleteTeam'], memberIDs: [member.id] };
  await teams.update('web', { instructions: [single] });
  const given: unknown[] = [];
  for await (const grant of teams.permissionGrants('web')) given.push([grant.member.email, grant.actions]);
  assert.deepEqual(given, [[member.email, ['deleteTeam']]]);

  const imported = await teams.importMembers('web', `Email\n${member.email}\n`);
  assert.deepEqual(imported.items, [{ status: 'success', value: member.email }]);
  const owner = 'owner@example.com';
  const refused = await teams.importMembers('web', `${owner}\n${member.email}\n`);
  assert.deepEqual(
    refused.items.map(({ status, message }) => [status, message]),
    [
      ['success', undefined],
      ['error', 'Line 2: email already exists in the specified team'],
    ],
  );
  assert.equal((await failureOf(teams.importMembers('web', ''))).message, 'File is empty');
  const renamed = await teams.update(
    'web',
    { instructions: [{ kind: 'updateName', value: 'Web and more' }], comment: 'more' },
    { expand: 'members' },
  );
  assert.deepEqual([renamed.name, renamed.members], ['Web and more', { totalCount: 1 }]);

  await teams.create({ key: 'other', name: 'Other' });
  const added = await teams.addMembers({
    instructions: [{ kind: 'addMembersToTeams', memberIDs: [member.id], teamKeys: ['other', 'never'] }],
  });
  assert.deepEqual([added.teamKeys, added.errors], [['other'], [{ never: 'there is no such team' }]]);
  assert.equal((await teams.addMember(member.id, { teamKeys: ['web'] }))._id, member.id);
  const listed: string[] = [];
  for await (const { key } of teams.list({ limit: 1, filter: 'nomembers:false' })) listed.push(key);
  assert.deepEqual(listed.sort(), ['other', 'web']);
  await teams.delete('web');
  assert.equal((await failureOf(teams.get('web'))).status, 404);
});
