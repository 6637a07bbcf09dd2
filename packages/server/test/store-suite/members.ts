import assert from 'node:assert/strict';
import type { Member } from '../../src/members/member.ts';
import type { MemberFilter } from '../../src/members/member-filter.ts';
import { newObjectId } from '../../src/object-id.ts';
import type { Role } from '../../src/roles/role.ts';
import { type Changes, type Store, UniqueViolation } from '../../src/storage/store.ts';
import { addAccount, addMember, addToken, CLOCK, type DeclarePromise, NOW_MS } from './fixtures.ts';

const EVERYBODY = { filter: {}, orders: [] };

export function memberPromises(promise: DeclarePromise): void {
  promise('an e-mail is taken in every account and in every case', async ({ store }) => {
    await addAccount(store, { email: 'Ann@Example.com' });
    await assert.rejects(
      addAccount(store, { email: 'ann@EXAMPLE.com' }, 'second'),
      (error) => error instanceof UniqueViolation && error.column === 'email_key',
    );
  });

  promise('the oldest owner is the one that joined first', async ({ store }) => {
    const { account, member } = await addAccount(store);
    await addMember(store, account, { email: 'late@example.com', createdAt: NOW_MS + 1 });
    assert.equal((await store.reads.members.findOldestOwner(account.id))?.id, member.id);
  });

  promise('a member is changed once by those who read the same version', async ({ store }) => {
    const { account, member } = await addAccount(store);
    const { members } = store.reads;
    const second = await addMember(store, account, { email: 'second@example.com', createdAt: NOW_MS + 1 });
    const update = (changed: Member) =>
      change(store, changed, ({ members }) => members.updateMember(changed));
    assert.deepEqual(await members.findMembers(account.id, [second.id]), [second]);
    assert.equal(await members.countMembers(account.id, {}), 2);
    assert.equal(await update({ ...second, role: 'reader', firstName: 'New', version: 2 }), true);
    assert.equal(await update({ ...second, role: 'admin', version: 2 }), false);
    assert.equal((await members.findMemberByEmail('SECOND@example.com'))?.role, 'reader');
    assert.equal(await change(store, member, ({ members }) => members.countOwners(account.id)), 1);
    assert.equal(await update({ ...second, removedAt: NOW_MS, version: 3 }), true);
    assert.equal(await members.findMember(account.id, second.id), undefined);
    assert.equal(await members.findMemberByEmail('second@example.com'), undefined);
    assert.deepEqual(await members.findMembers(account.id, [second.id]), []);
    assert.deepEqual(await members.listMemberIds(account.id, EVERYBODY), [member.id]);
    assert.equal(await members.countMembers(account.id, {}), 1, 'who was removed is not counted');
  });

  promise(
    'what a member holds is found from the member and from the role, in its order',
    async ({ store }) => {
      const { account, member } = await addAccount(store);
      const [one, two] = [await addRole(store, account.id, 'one'), await addRole(store, account.id, 'two')];
      const { roles } = store.reads;
      const hold = async (customRoleIds: readonly string[], version: number) => {
        const changed = { ...member, customRoleIds, roleAttributes: { a: ['b'] }, version };
        await change(store, member, ({ members }) => members.updateMember(changed));
        const { direct } = await roles.findHeldRoles({ memberId: member.id });
        const holders = await Promise.all([one, two].map(({ id }) => roles.listRoleHolders(account.id, id)));
        return [direct.map(({ key }) => key), holders.map(({ length }) => length)];
      };
      assert.deepEqual(await hold([two.id, one.id], 2), [
        ['two', 'one'],
        [1, 1],
      ]);
      assert.deepEqual((await store.reads.members.findMember(account.id, member.id))?.roleAttributes, {
        a: ['b'],
      });
      assert.deepEqual(await hold([one.id], 3), [['one'], [1, 0]]);
      assert.equal(await change(store, member, ({ members }) => members.countOwners(account.id)), 0);
      const removed = { ...member, customRoleIds: [one.id], removedAt: NOW_MS, version: 4 };
      await change(store, member, ({ members }) => members.updateMember(removed));
      assert.deepEqual(await roles.listRoleHolders(account.id, one.id), []);
    },
  );

  promise('the token of a member who was removed with custom roles is found as theirs', async ({ store }) => {
    const { account } = await addAccount(store);
    const role = await addRole(store, account.id, 'one');
    const member = await addMember(store, account, { email: 'gone@example.com', customRoleIds: [role.id] });
    const { token, secret } = await addToken(store, member, {});
    await change(store, member, ({ members }) =>
      members.updateMember({ ...member, removedAt: NOW_MS, version: member.version + 1 }),
    );
    const owner = await store.findSecretOwner(secret.digest);
    assert.deepEqual([owner?.token.id, owner?.member.removedAt, owner?.held.direct], [token.id, NOW_MS, []]);
  });

  promise(
    'members are found by every filter, in every order, and only in their account',
    async ({ store, query }) => {
      const { account, member } = await addAccount(store);
      const other = await addAccount(store, { email: 'other@example.com' }, 'second');
      const ann = await addMember(store, account, {
        email: 'z@example.com',
        firstName: 'Änn',
        lastName: '',
        role: 'admin',
        createdAt: NOW_MS + 1,
      });
      const bob = await addMember(store, account, {
        email: 'b@example.com',
        firstName: '',
        lastName: '',
        role: 'reader',
        createdAt: NOW_MS + 1,
        acceptedAt: null,
      });
      await query(`update members set last_seen_at = 7 where id in ('${ann.id}', '${other.member.id}')`);
      const { members } = store.reads;
      const found = async (filter: MemberFilter) => {
        const ids = await members.listMemberIds(account.id, { filter, orders: [] });
        assert.equal(await members.countMembers(account.id, filter), ids.length);
        return new Set(ids);
      };
      const ids = (...of: readonly Member[]) => new Set(of.map(({ id }) => id));
      assert.deepEqual(await found({}), ids(member, ann, bob));
      assert.deepEqual(await found({ query: 'äNN' }), ids(ann));
      assert.deepEqual(await found({ query: 'B@' }), ids(bob));
      assert.deepEqual(await found({ query: 'other' }), ids());
      assert.deepEqual(await found({ roles: ['admin'] }), ids(member, ann));
      assert.deepEqual(await found({ roles: ['owner', 'reader'] }), ids(member, bob));
      assert.deepEqual(await found({ ids: [bob.id, other.member.id] }), ids(bob));
      assert.deepEqual(await found({ emails: ['Z@EXAMPLE.com', 'other@example.com'] }), ids(ann));
      assert.deepEqual(await found({ hasNoTeam: true }), ids(member, ann, bob));
      assert.deepEqual(await found({ hasNoTeam: false }), ids());
      assert.deepEqual(await found({ team: 'qa' }), ids());
      const values = `'${account.id}', 'qa', 'QA', '', '[]', '{}', '{}', 0, 0, 1`;
      await query(
        `insert into teams (id, account_id, key, name, description, custom_role_ids, roles_given_at, role_attributes, created_at, modified_at, version)
         values ('qa-id', ${values})`,
      );
      for (const { id } of [ann, bob]) {
        await query(
          `insert into team_members (team_id, member_id, account_id) values ('qa-id', '${id}', '${account.id}')`,
        );
      }
      assert.deepEqual(await found({ hasNoTeam: true }), ids(member));
      for (const [knownTeams, inTeam] of [
        [{ teamIds: ['qa-id'] }, [ann, bob]],
        [{ teamIds: ['another'] }, []],
        [{ teamIds: [] }, []],
        [{ teamIds: [], allOfMemberId: bob.id }, [bob]],
        [{ teamIds: ['another'], allOfMemberId: member.id }, []],
      ] as const) {
        const inNone = [member, ann, bob].filter((each) => !inTeam.some(({ id }) => id === each.id));
        assert.deepEqual(await found({ hasNoTeam: false, knownTeams }), ids(...inTeam));
        assert.deepEqual(await found({ hasNoTeam: true, knownTeams }), ids(...inNone));
      }
      assert.deepEqual(await found({ lastSeen: 'never' }), ids(member, bob));
      assert.deepEqual(await found({ lastSeen: 'noData' }), ids(member));
      assert.deepEqual(await found({ lastSeen: { beforeMs: 8 } }), ids(member, ann, bob));
      assert.deepEqual(await found({ lastSeen: { beforeMs: 7 } }), ids(member, bob));

      const ordered = (by: 'displayName' | 'lastSeen', isDescending: boolean, limit: number) =>
        members.listMemberIds(
          account.id,
          { filter: {}, orders: [{ by, isDescending }] },
          { limit, offset: 0 },
        );
      assert.deepEqual(await ordered('displayName', false, 3), [member.id, bob.id, ann.id]);
      assert.deepEqual(await ordered('lastSeen', true, 1), [ann.id]);
      const tied = [ann.id, bob.id].sort();
      assert.deepEqual(await members.listMemberIds(account.id, EVERYBODY), [...tied, member.id]);
      const reversed = [member.id, ...tied];
      const inOrder = await members.findMembers(account.id, [...reversed, other.member.id]);
      assert.deepEqual(
        inOrder.map(({ id }) => id),
        reversed,
      );
    },
  );
}

async function addRole(store: Store, accountId: string, key: string): Promise<Role> {
  const role: Role = {
    id: newObjectId(),
    accountId,
    key,
    name: key,
    description: '',
    policy: [],
    basePermissions: 'no_access',
    resourceCategory: null,
    createdAt: NOW_MS,
    modifiedAt: NOW_MS,
    version: 1,
  };
  await store.change(CLOCK, async (changes) => {
    await changes.roles.insertRole(role);
    changes.recordChange({ accountId, kind: 'role', id: role.id });
  });
  return role;
}

function change<T>(
  store: Store,
  { accountId, id }: Member,
  work: (changes: Changes) => Promise<T>,
): Promise<T> {
  return store.change(CLOCK, (changes) => {
    changes.recordChange({ accountId, kind: 'member', id });
    return work(changes);
  });
}
