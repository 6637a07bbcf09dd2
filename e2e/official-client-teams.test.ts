import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AccountMembersApi,
  Configuration,
  CustomRolesApi,
  TeamsApi,
  TeamsBetaApi,
} from 'launchdarkly-api-typescript';
import { callApi } from './call-api.ts';
import { startOwnedKeyward } from './keyward-process.ts';
import { DrivenOperations } from './official-client-operations.ts';

const EVERYTHING = 'members,roles,projects,maintainers,roleAttributes';

test("LaunchDarkly's own client makes, reads, changes and deletes a team", async (t) => {
  const { url, ownerSecret: secret } = await startOwnedKeyward(t);
  const configuration = new Configuration({ basePath: url, apiKey: secret });
  const driven = new DrivenOperations();
  const teams = driven.watch(new TeamsApi(configuration));
  const invite = { method: 'POST', secret, body: [{ email: 'grace@example.com', role: 'reader' }] };
  const invited = (await callApi(url, '/api/v2/members', invite)).body?.items as { _id: string }[];
  const memberId = invited[0]?._id ?? '';
  await new CustomRolesApi(configuration).postCustomRole({ key: 'ops', name: 'Ops', policy: [] });

  const made = await teams.postTeam({
    key: 'web',
    name: 'Web',
    customRoleKeys: ['ops'],
    memberIDs: [memberId],
    permissionGrants: [{ actionSet: 'maintainTeam', memberIDs: [memberId] }],
    roleAttributes: { zones: ['b', 'a'] },
  });
  assert.equal(made.status, 201);
  const { data: read } = await teams.getTeam('web', EVERYTHING);
  assert.deepEqual([read.name, read.roleAttributes], ['Web', { zones: ['b', 'a'] }]);
  assert.deepEqual(
    [read.members?.totalCount, read.roles?.items?.map(({ key }) => key), read.projects?.items],
    [1, ['ops'], []],
  );
  assert.deepEqual(
    read.maintainers?.items?.map(({ email }) => email),
    ['grace@example.com'],
  );
  assert.deepEqual((await teams.getTeamRoles('web', 100)).data.totalCount, 1);
  assert.deepEqual((await teams.getTeamMaintainers('web', 100, 1)).data.items, []);

  const patched = await teams.patchTeam('web', {
    comment: 'a new name',
    instructions: [
      { kind: 'updateName', value: 'Web and more' },
      { kind: 'addCustomRoles', values: ['never'] },
      { kind: 'removeMembers', values: [memberId] },
    ],
  });
  assert.deepEqual([patched.data.name, patched.data._version], ['Web and more', 2]);
  const listed = await teams.getTeams(10, 0, 'nomembers:true', 'members,maintainers');
  assert.deepEqual(
    listed.data.items.map(({ key, members }) => [key, members?.totalCount]),
    [['web', 0]],
  );

  const file = new File(['grace@example.com\n'], 'members.csv', { type: 'text/csv' });
  const imported = await teams.postTeamMembers('web', file);
  assert.deepEqual(
    [imported.status, imported.data.items],
    [201, [{ status: 'success', value: 'grace@example.com' }]],
  );
  const bulk = await driven.watch(new TeamsBetaApi(configuration)).patchTeams({
    instructions: [{ kind: 'addMembersToTeams', memberIDs: [memberId], teamKeys: ['web', 'never'] }],
  });
  assert.deepEqual([bulk.data.teamKeys, bulk.data.errors?.length], [['web'], 1]);
  const joined = await driven
    .watch(new AccountMembersApi(configuration))
    .postMemberTeams(memberId, { teamKeys: ['web'] });
  assert.deepEqual([joined.status, joined.data._id], [201, memberId]);
  assert.equal((await teams.deleteTeam('web')).status, 204);
  await assert.rejects(teams.getTeam('web'), /404/);
  driven.assertAll('official-client-teams');
});
