import assert from 'node:assert/strict';
import { DEPLOYMENT } from '../../src/storage/one-time-code-store.ts';
import { UniqueViolation } from '../../src/storage/store.ts';
import type { SecretDigest } from '../../src/tokens/secret-digest.ts';
import {
  addAccount,
  addMember,
  addSession,
  CLOCK,
  changeSessions,
  type DeclarePromise,
  digestOf,
  NOW_MS,
} from './fixtures.ts';

export function credentialPromises(promise: DeclarePromise): void {
  promise('a subject has one code of a kind at most', async ({ store }) => {
    await store.change(CLOCK, async (changes) => {
      changes.recordChange({ accountId: null, kind: 'one_time_code', id: DEPLOYMENT });
      const { oneTimeCodes } = changes;
      const [first, second, other] = ['first', 'second', 'other'].map(digestOf) as [
        SecretDigest,
        SecretDigest,
        SecretDigest,
      ];
      await oneTimeCodes.replaceCode('invitation', 'ann', { digest: first, expiresAt: 1 });
      await oneTimeCodes.replaceCode('invitation', 'ann', { digest: second, expiresAt: 2 });
      await oneTimeCodes.replaceCode('password', 'ann', { digest: other, expiresAt: 3 });
      const found = await oneTimeCodes.findCode('invitation', 'ann');
      assert.deepEqual(new Uint8Array(found?.digest ?? []), new Uint8Array(second));
      assert.equal(found?.expiresAt, 2);
      assert.equal(await oneTimeCodes.findCodeSubject('invitation', first), undefined);
      assert.equal(await oneTimeCodes.findCodeSubject('invitation', other), undefined);
      assert.deepEqual(await oneTimeCodes.findCodeSubject('password', other), {
        subjectId: 'ann',
        expiresAt: 3,
      });
      await oneTimeCodes.deleteCode('invitation', 'ann');
      assert.equal(await oneTimeCodes.findCode('invitation', 'ann'), undefined);
      assert.equal((await oneTimeCodes.findCode('password', 'ann'))?.expiresAt, 3);
    });
  });

  promise('a member has one password, found by the address whatever its case', async ({ store }) => {
    const { member } = await addAccount(store, { email: 'Änn@Example.com' });
    const { credentials } = store.reads;
    assert.equal(await credentials.hasPassword(member.id), false);
    assert.equal(
      await changeSessions(store, member, (c) => c.replacePassword(member.id, 'x', NOW_MS)),
      false,
    );
    await changeSessions(store, member, (c) => c.insertCredential(member, 'first', NOW_MS));
    const found = await credentials.findCredential('änn@EXAMPLE.COM');
    assert.deepEqual(found?.member, member);
    assert.equal(found?.passwordDigest, 'first');
    assert.equal(await credentials.hasPassword(member.id), true);
    assert.equal(await credentials.findCredential('ann@example.com'), undefined);
    await assert.rejects(
      changeSessions(store, member, (c) => c.insertCredential(member, 'second', NOW_MS)),
      UniqueViolation,
    );
    assert.equal(
      await changeSessions(store, member, (c) => c.replacePassword(member.id, 'new', NOW_MS)),
      true,
    );
    assert.equal((await credentials.findCredential(member.email))?.passwordDigest, 'new');
  });

  promise('sessions are read with their living member, and ended one, some or all', async (under) => {
    const { store, query } = under;
    const { account, member } = await addAccount(store);
    const other = await addMember(store, account, { email: 'other@example.com' });
    for (const each of [member, other]) {
      await changeSessions(store, each, (c) => c.insertCredential(each, 'x', NOW_MS));
    }
    for (const [id, owner, startedAt, lastSeenAt] of [
      ['one', member, NOW_MS, NOW_MS + 5],
      ['two', member, NOW_MS + 1, NOW_MS + 1],
      ['three', member, NOW_MS + 2, NOW_MS + 9],
      ['four', member, NOW_MS + 3, NOW_MS + 3],
      ['foreign', other, NOW_MS, NOW_MS],
    ] as const) {
      await addSession(under, id, owner, startedAt, lastSeenAt);
    }
    const { credentials } = store.reads;
    const ids = async () => (await credentials.listSessions(member.id)).map(({ id }) => id);
    assert.deepEqual(await ids(), ['four', 'three', 'two', 'one']);
    const found = await credentials.findSession('one');
    assert.deepEqual(found?.member, member);
    assert.deepEqual(found?.session, {
      id: 'one',
      address: '192.0.2.1',
      agent: 'browser',
      startedAt: NOW_MS,
      lastSeenAt: NOW_MS + 5,
    });

    await store.noteSessionUse('one', NOW_MS + 7);
    await store.noteSessionUse('one', NOW_MS + 6);
    assert.equal((await credentials.findSession('one'))?.session.lastSeenAt, NOW_MS + 7);

    const ended = { startedBeforeMs: NOW_MS, seenBeforeMs: NOW_MS + 1 };
    await changeSessions(store, member, (c) => c.deleteEndedSessions(member.id, ended));
    assert.deepEqual(await ids(), ['four', 'three']);
    assert.equal(await changeSessions(store, member, (c) => c.endSession(member.id, 'foreign')), false);
    assert.equal(await changeSessions(store, member, (c) => c.endSession(member.id, 'four')), true);
    assert.equal(await changeSessions(store, member, (c) => c.endSession(member.id, 'four')), false);
    await addSession(under, 'five', member, NOW_MS, NOW_MS);
    assert.equal(await changeSessions(store, member, (c) => c.endSessions(member.id, 'five')), 1);
    assert.deepEqual(await ids(), ['five']);
    assert.equal(await changeSessions(store, member, (c) => c.endSessions(member.id)), 1);
    assert.deepEqual(await ids(), []);

    assert.notEqual(await credentials.findSession('foreign'), undefined);
    await query(`update members set removed_at = 1 where id = '${other.id}'`);
    assert.equal(await credentials.findSession('foreign'), undefined);
    assert.deepEqual(await credentials.listSessions(other.id), []);
  });
}
