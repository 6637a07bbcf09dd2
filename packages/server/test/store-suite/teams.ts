import assert from 'node:assert/strict';
import type { Member } from '../../src/members/member.ts';
import { newObjectId } from '../../src/object-id.ts';
import { type Changes, type Store, UniqueViolation } from '../../src/storage/store.ts';
import type { Team } from '../../src/teams/team.ts';
import { addAccount, addMember, addToken, CLOCK, type DeclarePromise, NOW_MS } from './fixtures.ts';

export function teamPromises(promise: DeclarePromise): void {
  promise(
    'a team comes back as it was written, newest first, and its key is taken once',
    async ({ store }) => {
      const { account } = await addAccount(store);
      const older = await addTeam(store, account.id, {
        key: 'older',
        roleAttributes: { z: ['b', 'a'], a: [] },
      });
      const newer = await addTeam(store, account.id, { key: 'newer', createdAt: NOW_MS + 1 });
      assert.deepEqual(await store.reads.teams.findTeam(account.id, 'older'), older);
      assert.deepEqual(await store.reads.teams.listTeams(account.id), [newer, older]);
      await assert.rejects(
        addTeam(store, account.id, { key: 'older' }),
        (error) => error instanceof UniqueViolation && error.column === 'key',
      );
      const other = await addAccount(store, { email: 'other@example.com' }, 'other');
      await addTeam(store, other.account.id, { key: 'older' });
    },
  );

  promise('a team is changed once by those who read the same version', async ({ store }) => {
    const { account } = await addAccount(store);
    const team = await addTeam(store, account.id, { key: 'web' });
    const update = (changed: Partial<Team>) =>
      changeTeam(store, team, ({ teams }) => teams.updateTeam({ ...team, ...changed }));
    assert.equal(await update({ name: 'New', version: 2 }), true);
    assert.equal(await update({ name: 'Late', version: 2 }), false);
    assert.equal((await store.reads.teams.findTeam(account.id, 'web'))?.name, 'New');
  });

  promise(
    'another account sees nothing of a team and its members, and changes nothing of it',
    async ({ store, query }) => {
      const { account, member } = await addAccount(store);
      const other = (await addAccount(store, { email: 'other@example.com' }, 'other')).account;
      const team = await addTeam(store, account.id, { key: 'web' });
      const grants = [{ memberId: member.id, granted: 'maintainTeam' }] as const;
      await changeTeam(store, team, async ({ teams }) => {
        await teams.addTeamMembers(team, [member.id]);
        await teams.replaceGrants(team, grants);
      });
      const { teams } = store.reads;
      assert.equal(await teams.findTeam(other.id, 'web'), undefined);
      assert.deepEqual(await teams.listTeams(other.id), []);
      assert.deepEqual(await teams.listTeamMemberIds(other.id, team.id), []);
      assert.deepEqual(await teams.listGrants(other.id, team.id), []);
      assert.deepEqual(await teams.countTeamMembers(other.id), new Map());
      assert.deepEqual(await teams.listMembersById(other.id, [member.id]), []);
      assert.deepEqual(await teams.listMembersByEmail(other.id, ['owner@example.com']), []);
      const tables = ['teams', 'team_members', 'team_grants'];
      const rows = () => Promise.all(tables.map((table) => query(`select * from ${table}`)));
      const before = await rows();
      const theirs = { ...team, accountId: other.id, version: 2 };
      await changeTeam(store, theirs, async (changes) => {
        assert.equal(await changes.teams.updateTeam(theirs), false);
        await changes.teams.removeTeamMembers(theirs, [member.id]);
        await changes.teams.replaceGrants(theirs, []);
        await changes.teams.deleteTeam(theirs);
      });
      assert.deepEqual(await rows(), before);
    },
  );

  promise(
    'members and grants are those that were written last, without members who are gone',
    async ({ store }) => {
      const { account, member } = await addAccount(store);
      const second = await addMember(store, account, { email: 'second@example.com' });
      const team = await addTeam(store, account.id, { key: 'web' });
      const grants = [
        { memberId: second.id, granted: ['deleteTeam', 'viewTeam'] },
        { memberId: member.id, granted: 'maintainTeam' },
        { memberId: second.id, granted: 'maintainTeam' },
      ] as const;
      const { teams } = store.reads;
      await changeTeam(store, team, async (changes) => {
        await changes.teams.addTeamMembers(team, [member.id, second.id]);
        await changes.teams.replaceGrants(team, grants.slice(1));
        await changes.teams.replaceGrants(team, grants);
      });
      assert.deepEqual(await teams.listGrants(account.id, team.id), grants, 'in their order');
      assert.deepEqual(await teams.listTeamMemberIds(account.id, team.id), [member.id, second.id].sort());
      assert.deepEqual(await teams.countTeamMembers(account.id), new Map([[team.id, 2]]));
      await removeMember(store, second);
      assert.deepEqual(await teams.listGrants(account.id, team.id), [grants[1]]);
      assert.deepEqual(await teams.listTeamMemberIds(account.id, team.id), [member.id]);
      assert.deepEqual(await teams.listMembersById(account.id, [second.id]), []);
      await changeTeam(store, team, (changes) => changes.teams.removeTeamMembers(team, [member.id]));
      assert.deepEqual(await teams.countTeamMembers(account.id), new Map());
      await changeTeam(store, team, (changes) => changes.teams.deleteTeam(team));
      assert.deepEqual(await teams.listTeams(account.id), []);
    },
  );

  promise(
    'what a team gives is read alike with a secret, without one, and for many members',
    async ({ store }) => {
      const { account, member } = await addAccount(store);
      const roleId = newObjectId();
      await store.change(CLOCK, async (changes) => {
        await changes.roles.insertRole({
          id: roleId,
          accountId: account.id,
          key: 'auditor',
          name: '',
          description: '',
          policy: [{ effect: 'allow', resources: ['acct'], actions: ['viewAuditLog'] }],
          basePermissions: 'no_access',
          resourceCategory: null,
          createdAt: NOW_MS,
          modifiedAt: NOW_MS,
          version: 1,
        });
        changes.recordChange({ accountId: account.id, kind: 'role', id: roleId });
      });
      const team = await addTeam(store, account.id, { key: 'web', customRoleIds: [roleId] });
      await changeTeam(store, team, async ({ teams }) => {
        await teams.addTeamMembers(team, [member.id]);
        await teams.replaceGrants(team, [{ memberId: member.id, granted: ['viewTeam'] }]);
      });
      const { secret } = await addToken(store, member, {});
      const held = await store.reads.roles.findHeldRoles({ memberId: member.id });
      assert.deepEqual((await store.findSecretOwner(secret.digest))?.held, held);
      const second = await addMember(store, account, { email: 'second@example.com' });
      assert.deepEqual(
        await store.reads.roles.findHeldRolesOf([second.id, member.id]),
        new Map([
          [second.id, await store.reads.roles.findHeldRoles({ memberId: second.id })],
          [member.id, held],
        ]),
      );
      const { token } = await addToken(store, member, { scope: { customRoleIds: [roleId] } });
      await store.change(CLOCK, async (changes) => {
        await changes.tokens.updateToken({ ...token, version: token.version + 1 });
        changes.recordChange({ accountId: account.id, kind: 'token', id: token.id });
      });
      const { scope } = await store.reads.roles.findHeldRoles({ tokenId: token.id });
      assert.deepEqual(
        await store.reads.roles.findScopeRolesOf([newObjectId(), token.id]),
        new Map([[token.id, scope]]),
      );
      assert.deepEqual(
        scope.map(({ key }) => key),
        ['auditor'],
      );
      assert.deepEqual(held.grants, [{ teamId: team.id, teamKey: 'web', granted: ['viewTeam'] }]);
      assert.deepEqual(
        held.teams.map(({ key, roles }) => [key, roles.map((role) => role.key)]),
        [['web', ['auditor']]],
      );
    },
  );

  promise(
    'with a secret come all roles, teams and grants of its token and holder, each in the order in which it was given',
    async ({ store }) => {
      const { account } = await addAccount(store);
      const roleIds = [newObjectId(), newObjectId(), newObjectId()].sort().reverse();
      await store.change(CLOCK, async (changes) => {
        for (const [index, id] of roleIds.entries()) {
          await changes.roles.insertRole({
            id,
            accountId: account.id,
            key: `"role" ${index}`,
            name: '',
            description: '',
            policy: [{ effect: 'allow', resources: [`proj/ü"\\${index}`], actions: ['*'] }],
            basePermissions: 'no_access',
            resourceCategory: null,
            createdAt: NOW_MS,
            modifiedAt: NOW_MS,
            version: 1,
          });
          changes.recordChange({ accountId: account.id, kind: 'role', id });
        }
      });
      const [first, second, third] = roleIds as [string, string, string];
      const member = await addMember(store, account, {
        email: 'holder@example.com',
        customRoleIds: [first, third],
      });
      const teams = [
        await addTeam(store, account.id, { key: 'z-team', customRoleIds: [second, first] }),
        await addTeam(store, account.id, { key: 'bare-team', roleAttributes: { 'ü"': ['a', 'b'] } }),
      ];
      for (const team of teams) {
        await changeTeam(store, team, async (changes) => {
          await changes.teams.addTeamMembers(team, [member.id]);
          const grants = [
            { memberId: member.id, granted: 'maintainTeam' },
            { memberId: member.id, granted: ['viewTeam', 'deleteTeam'] },
          ] as const;
          await changes.teams.replaceGrants(team, grants);
        });
      }
      const scope = { customRoleIds: [third, second] };
      const personal = await addToken(store, member, { scope });
      const service = await addToken(store, member, { kind: 'service', scope });

      const ofMember = await store.reads.roles.findHeldRoles({ memberId: member.id });
      const ofToken = await store.reads.roles.findHeldRoles({ tokenId: personal.token.id });
      const held = (await store.findSecretOwner(personal.secret.digest))?.held;
      assert.deepEqual(held, { ...ofMember, scope: ofToken.scope });
      assert.deepEqual(
        [held?.scope, held?.direct].map((roles) => roles?.map(({ id }) => id)),
        [
          [third, second],
          [first, third],
        ],
      );
      assert.deepEqual(
        held?.teams.map(({ key, roles }) => [key, roles.map(({ id }) => id)]),
        [
          ['bare-team', []],
          ['z-team', [second, first]],
        ],
      );
      assert.equal(held?.grants.length, 4);
      assert.deepEqual((await store.findSecretOwner(service.secret.digest))?.held, {
        scope: held?.scope,
        direct: [],
        teams: [],
        grants: [],
      });
    },
  );

  promise(
    'the newest change of rights is that of a member, a role or a team of the account',
    async ({ store }) => {
      const { account, member } = await addAccount(store);
      const newest = () => store.reads.teams.findNewestRightsChange(account.id);
      const before = await newest();
      await addToken(store, member, {});
      await addAccount(store, { email: 'other@example.com' }, 'other');
      assert.equal(await newest(), before, 'tokens and other accounts change nothing here');
      await addMember(store, account, { email: 'second@example.com' });
      const afterMember = await newest();
      assert.ok(afterMember > before);
      await addTeam(store, account.id, { key: 'web' });
      assert.ok((await newest()) > afterMember);
    },
  );
}

async function addTeam(store: Store, accountId: string, overrides: Partial<Team>): Promise<Team> {
  const team: Team = {
    id: newObjectId(),
    accountId,
    key: 'web',
    name: 'Web',
    description: '',
    customRoleIds: [],
    rolesGivenAt: {},
    roleAttributes: {},
    createdAt: NOW_MS,
    modifiedAt: NOW_MS,
    version: 1,
    ...overrides,
  };
  await changeTeam(store, team, ({ teams }) => teams.insertTeam(team));
  return team;
}

function changeTeam<T>(store: Store, team: Team, work: (changes: Changes) => Promise<T>): Promise<T> {
  return store.change(CLOCK, (changes) => {
    changes.recordChange({ accountId: team.accountId, kind: 'team', id: team.id });
    return work(changes);
  });
}

function removeMember(store: Store, member: Member): Promise<boolean> {
  return store.change(CLOCK, (changes) => {
    changes.recordChange({ accountId: member.accountId, kind: 'member', id: member.id });
    return changes.members.updateMember({ ...member, removedAt: NOW_MS, version: member.version + 1 });
  });
}
