import assert from 'node:assert/strict';
import type { Member } from '../../src/members/member.ts';
import { UniqueViolation } from '../../src/storage/store.ts';
import { addAccount, addMember, CLOCK, type DeclarePromise, NOW_MS } from './fixtures.ts';

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
    const second = await addMember(store, account, { email: 'second@example.com', createdAt: NOW_MS + 1 });
    const update = (changed: Member) =>
      store.change(CLOCK, (changes) => {
        changes.recordChange({ accountId: account.id, kind: 'member', id: changed.id });
        return changes.members.updateMember(changed);
      });
    const page = { limit: 1, offset: 0 };
    assert.deepEqual(await store.reads.members.listMembers(account.id, EVERYBODY, page), [second]);
    assert.equal(await store.reads.members.countMembers(account.id, {}), 2);
    assert.equal(await update({ ...second, role: 'reader', firstName: 'New', version: 2 }), true);
    assert.equal(await update({ ...second, role: 'admin', version: 2 }), false);
    assert.equal((await store.reads.members.findMemberByEmail('SECOND@example.com'))?.role, 'reader');
    assert.equal(
      await store.change(CLOCK, async (changes) => {
        changes.recordChange({ accountId: account.id, kind: 'member', id: member.id });
        return changes.members.countOwners(account.id);
      }),
      1,
    );
    assert.equal(await update({ ...second, removedAt: NOW_MS, version: 3 }), true);
    assert.equal(await store.reads.members.findMember(account.id, second.id), undefined);
    assert.equal(await store.reads.members.findMemberByEmail('second@example.com'), undefined);
  });
}
