import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { openSqliteStore } from '../src/storage/sqlite.ts';
import { fileBefore } from './file-before.ts';
import { temporaryDirectory } from './test-service.ts';

test('teams that were stored before they had grants keep their members, roles and attributes', async (t) => {
  const path = join(temporaryDirectory(t), 'keyward.db');
  const file = await fileBefore(path, 8);
  file.exec(`
    insert into accounts (id, key, organization, created_at) values ('a', 'a', 'A', 1);
    insert into members (id, account_id, email, email_key, first_name, last_name, role, created_at, version)
      values ('m', 'a', 'm@example.com', 'm@example.com', '', '', 'reader', 1, 1);
    insert into roles values ('r', 'a', 'r', 'R', '', '[]', 'no_access', null, 1, 1, 1);
    insert into teams (id, account_id, key, name, description, custom_role_ids, role_attributes, permission_grants,
      created_at, modified_at, version) values ('t', 'a', 'web', 'Web', '', '["r"]', '{"x":["y"]}', null, 5, 6, 7);
    insert into role_holders values ('team', 't', 'r', 'a', 0);
    insert into team_members values ('t', 'm', 'a');`);
  file.close();

  const store = await openSqliteStore(path, 0);
  t.after(() => store.close());
  const { teams, roles } = store.reads;
  assert.deepEqual(await teams.findTeam('a', 'web'), {
    id: 't',
    accountId: 'a',
    key: 'web',
    name: 'Web',
    description: '',
    customRoleIds: ['r'],
    rolesGivenAt: {},
    roleAttributes: { x: ['y'] },
    createdAt: 5,
    modifiedAt: 6,
    version: 7,
  });
  assert.deepEqual(await teams.listTeamMemberIds('a', 't'), ['m']);
  const held = await roles.findHeldRoles({ memberId: 'm' });
  assert.deepEqual(
    [held.teams.map(({ key, roles: given }) => [key, given.map((role) => role.key)]), held.grants],
    [[['web', ['r']]], []],
  );
});
