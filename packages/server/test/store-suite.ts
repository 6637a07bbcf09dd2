import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { type TestContext, test } from 'node:test';
import type { Account } from '../src/accounts/account.ts';
import { DEFAULT_SETTINGS } from '../src/accounts/account-settings.ts';
import type { AuditRecord } from '../src/audit/audit-entry.ts';
import type { Member } from '../src/members/member.ts';
import { newObjectId } from '../src/object-id.ts';
import {
  type Changes,
  DEPLOYMENT,
  type IdempotentCalls,
  type NewSecret,
  type Store,
  UniqueViolation,
} from '../src/storage/store.ts';
import type { AccessToken } from '../src/tokens/access-token.ts';
import type { SecretDigest } from '../src/tokens/secret-digest.ts';

/** A store under test, and a way into its tables for what no interface shows. */
export interface StoreUnderTest {
  readonly store: Store;
  query(sql: string): Promise<Record<string, unknown>[]>;
}

const NOW_MS = 1_795_000_000_000;
const CLOCK = { now: () => NOW_MS };
const EVERYTHING = { serviceTokens: true, allPersonalTokens: true };

/**
 * The promises of `store.ts`, held against one database.
 *
 * @param open opens an empty store that is closed with the test
 */
export function testStore(name: string, open: (t: TestContext) => Promise<StoreUnderTest>): void {
  const promise = (sentence: string, prove: (under: StoreUnderTest, t: TestContext) => Promise<void>) =>
    test(`${name}: ${sentence}`, async (t) => prove(await open(t), t));

  promise('what a change wrote is read back whole', async ({ store }) => {
    const { account, member } = await addAccount(store);
    const { token } = await addToken(store, member, { name: 'naïve 🔑 {"a":1}', expiresAt: NOW_MS + 1 });
    assert.deepEqual(await store.reads.accounts.findAccount(account.id), account);
    assert.deepEqual(await store.reads.members.findMember(account.id, member.id), member);
    assert.deepEqual(await store.reads.tokens.findToken(account.id, token.id), { token, member });
    assert.equal(await store.reads.accounts.hasAccount(), true);
  });

  promise('an empty store has no account', async ({ store }) => {
    assert.equal(await store.reads.accounts.hasAccount(), false);
    assert.deepEqual(await store.listSecretForms(), []);
  });

  promise('a change that fails leaves nothing', async ({ store, query }) => {
    const { member } = await addAccount(store);
    const before = await query('select value from sequence');
    const token = tokenOf(member, {});
    await assert.rejects(
      store.change(CLOCK, async (changes) => {
        await writeToken(changes, token, secretOf(token));
        throw new Error('after all writes');
      }),
      /after all writes/,
    );
    assert.equal(await store.reads.tokens.findToken(member.accountId, token.id), undefined);
    assert.deepEqual(await query('select value from sequence'), before);
    assert.deepEqual(await query(`select * from change_log where entity_id = '${token.id}'`), []);
  });

  promise('a change that announces nothing is refused and undone', async ({ store }) => {
    const { member } = await addAccount(store);
    const token = tokenOf(member, {});
    await assert.rejects(
      store.change(CLOCK, (changes) => changes.tokens.insertToken(token)),
      /must announce what it changed/,
    );
    assert.equal(await store.reads.tokens.findToken(member.accountId, token.id), undefined);
  });

  promise('numbers follow the order of commits, without gaps or repetitions', async ({ store, query }) => {
    const { member } = await addAccount(store);
    await Promise.all(Array.from({ length: 40 }, () => addToken(store, member, {})));
    const rows = await query(
      'select number from change_log union all select number from audit_entries order by number',
    );
    assert.deepEqual(
      rows.map((row) => Number(row.number)),
      rows.map((_, index) => index + 1),
    );
    const [sequence] = await query('select value from sequence');
    assert.equal(Number(sequence?.value), rows.length);
  });

  promise('changes run alone: what one reads no other changes before it commits', async ({ store }) => {
    const { account, member } = await addAccount(store);
    const limit = 5;
    const attempts = await Promise.allSettled(
      Array.from({ length: 20 }, () =>
        store.change(CLOCK, async (changes) => {
          const count = await changes.tokens.countLiveTokens(account.id, 'service', NOW_MS);
          if (count >= limit) throw new Error('full');
          const token = tokenOf(member, { kind: 'service' });
          await writeToken(changes, token, secretOf(token));
        }),
      ),
    );
    assert.equal(attempts.filter(({ status }) => status === 'fulfilled').length, limit);
    assert.equal(await store.reads.tokens.countTokens(account.id, EVERYTHING), limit);
  });

  promise('a digest that is taken is refused by name, and a secret with it', async ({ store }) => {
    const { member } = await addAccount(store);
    const { secret } = await addToken(store, member, {});
    const token = tokenOf(member, {});
    await assert.rejects(
      store.change(CLOCK, (changes) =>
        writeToken(changes, token, { ...secretOf(token), digest: secret.digest }),
      ),
      (error) => error instanceof UniqueViolation && error.column === 'digest',
    );
    assert.equal(await store.reads.tokens.findToken(member.accountId, token.id), undefined);
  });

  promise('an e-mail is taken in every account and in every case', async ({ store }) => {
    await addAccount(store, { email: 'Ann@Example.com' });
    await assert.rejects(
      addAccount(store, { email: 'ann@EXAMPLE.com' }, 'second'),
      (error) => error instanceof UniqueViolation && error.column === 'email_key',
    );
  });

  promise('a secret leads to its token and member, also after the token was deleted', async ({ store }) => {
    const { member } = await addAccount(store);
    const { token, secret } = await addToken(store, member, {});
    const owner = await store.findSecretOwner(secret.digest);
    assert.deepEqual(owner?.token, token);
    assert.deepEqual(owner?.member, member);
    assert.equal(owner?.secretEndsAt, null);
    assert.deepEqual(new Uint8Array(owner?.secretDigest ?? []), new Uint8Array(secret.digest));

    await deleteToken(store, token);
    assert.equal((await store.findSecretOwner(secret.digest))?.token.deletedAt, NOW_MS + 5);
    assert.equal(await store.findSecretOwner(digestOf('unknown')), undefined);
  });

  promise('of many that delete a token at once, one succeeds', async ({ store }) => {
    const { member } = await addAccount(store);
    const { token } = await addToken(store, member, {});
    const answers = await Promise.all(Array.from({ length: 10 }, () => deleteToken(store, token)));
    assert.deepEqual(answers.filter(Boolean), [true]);
    assert.equal(await store.reads.tokens.findToken(token.accountId, token.id), undefined);
  });

  promise('tokens are listed newest first, by what may be seen, in pages', async ({ store }) => {
    const { account, member } = await addAccount(store);
    const other = await addMember(store, account, { email: 'other@example.com' });
    const own = await addToken(store, member, { createdAt: NOW_MS + 1 });
    const service = await addToken(store, other, { kind: 'service', createdAt: NOW_MS + 2 });
    const foreign = await addToken(store, other, { createdAt: NOW_MS + 3 });
    const list = async (filter: Parameters<Store['reads']['tokens']['listTokens']>[1]) => {
      const rows = await store.reads.tokens.listTokens(account.id, filter, { limit: 100, offset: 0 });
      assert.equal(await store.reads.tokens.countTokens(account.id, filter), rows.length);
      return rows.map(({ token }) => token.id);
    };
    assert.deepEqual(await list(EVERYTHING), [foreign.token.id, service.token.id, own.token.id]);
    assert.deepEqual(await list({ serviceTokens: true, ownMemberId: member.id, allPersonalTokens: false }), [
      service.token.id,
      own.token.id,
    ]);
    assert.deepEqual(await list({ serviceTokens: false, ownMemberId: member.id, allPersonalTokens: false }), [
      own.token.id,
    ]);
    assert.deepEqual(await list({ serviceTokens: false, allPersonalTokens: false }), []);
    const page = await store.reads.tokens.listTokens(account.id, EVERYTHING, { limit: 1, offset: 1 });
    assert.deepEqual(
      page.map(({ token }) => token.id),
      [service.token.id],
    );
  });

  promise('an account sees nothing of another', async ({ store }) => {
    const one = await addAccount(store);
    const two = await addAccount(store, { email: 'two@example.com' }, 'second');
    const { token } = await addToken(store, one.member, {});
    const [entry] = await store.reads.audit.listAuditEntries(one.account.id, {}, 1);
    assert.equal(await store.reads.tokens.findToken(two.account.id, token.id), undefined);
    assert.equal(await store.reads.tokens.countTokens(two.account.id, EVERYTHING), 0);
    assert.equal(await store.reads.members.findMember(two.account.id, one.member.id), undefined);
    assert.equal(await store.reads.audit.findAuditEntry(two.account.id, entry?.id ?? ''), undefined);
    assert.equal(
      await store.change(CLOCK, async (changes) => {
        changes.recordChange({ accountId: two.account.id, kind: 'token', id: token.id });
        return changes.tokens.markTokenDeleted(two.account.id, token.id, NOW_MS);
      }),
      false,
    );
    assert.notEqual(await store.reads.tokens.findToken(one.account.id, token.id), undefined);
  });

  promise('audit entries are listed newest first and found by time, number and text', async ({ store }) => {
    const { account, member } = await addAccount(store);
    for (const [index, name] of ['alpha', 'beta_1', 'betaX1', 'GAMMA'].entries()) {
      await addToken(store, member, { name }, NOW_MS + 10 * index);
    }
    const find = async (filter: Parameters<Store['reads']['audit']['listAuditEntries']>[1], limit = 10) =>
      (await store.reads.audit.listAuditEntries(account.id, filter, limit)).map(({ target }) => target.name);
    assert.deepEqual(await find({}), ['GAMMA', 'betaX1', 'beta_1', 'alpha']);
    assert.deepEqual(await find({}, 2), ['GAMMA', 'betaX1']);
    assert.deepEqual(await find({ beforeMs: NOW_MS + 10 }), ['beta_1', 'alpha']);
    assert.deepEqual(await find({ afterMs: NOW_MS + 20 }), ['GAMMA', 'betaX1']);
    assert.deepEqual(await find({ text: 'beta_1' }), ['beta_1']);
    assert.deepEqual(await find({ text: 'gamma' }), ['GAMMA']);
    const [newest] = await store.reads.audit.listAuditEntries(account.id, {}, 1);
    assert.deepEqual(await find({ beforeNumber: newest?.number ?? 0 }), ['betaX1', 'beta_1', 'alpha']);
    assert.deepEqual(await store.reads.audit.findAuditEntry(account.id, newest?.id ?? ''), newest);
  });

  promise('the oldest owner is the one that joined first', async ({ store }) => {
    const { account, member } = await addAccount(store);
    await addMember(store, account, { email: 'late@example.com', createdAt: NOW_MS + 1 });
    assert.equal((await store.reads.members.findOldestOwner(account.id))?.id, member.id);
  });

  promise('a scope is read back as it was written, character for character', async ({ store }) => {
    const { account, member } = await addAccount(store);
    const inlineRole = [
      { effect: 'allow', resources: ['proj/*:env/*;{critical:true}', 'acct'], actions: ['*'] },
      { effect: 'deny', notResources: ['proj/ü'], notActions: ['a', 'b'] },
    ] as const;
    const { token } = await addToken(store, member, { scope: { inlineRole } });
    const found = await store.reads.tokens.findToken(account.id, token.id);
    assert.equal(JSON.stringify(found?.token.scope), JSON.stringify({ inlineRole }));
  });

  promise('resource types are declared, declared anew and taken back', async ({ store }) => {
    const { account } = await addAccount(store);
    const other = await addAccount(store, { email: 'two@example.com' }, 'second');
    const door = { name: 'door', actions: { openDoor: 'write' } } as const;
    const wider = { name: 'door', actions: { openDoor: 'write', lockDoor: 'admin' } } as const;
    const change = <T>(work: (changes: Changes) => Promise<T>) =>
      store.change(CLOCK, async (changes) => {
        changes.recordChange({ accountId: account.id, kind: 'resource_type', id: 'door' });
        return work(changes);
      });
    const types = () => store.reads.resourceTypes.listResourceTypes(account.id);
    await change((changes) => changes.resourceTypes.putResourceType(account.id, door));
    assert.deepEqual(await types(), [door]);
    await change((changes) => changes.resourceTypes.putResourceType(account.id, wider));
    assert.deepEqual(await types(), [wider]);
    assert.deepEqual(await store.reads.resourceTypes.listResourceTypes(other.account.id), []);
    assert.equal(
      await change((changes) => changes.resourceTypes.deleteResourceType(other.account.id, 'door')),
      false,
    );
    assert.equal(
      await change((changes) => changes.resourceTypes.deleteResourceType(account.id, 'door')),
      true,
    );
    assert.deepEqual(await types(), []);
  });

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

  promise(
    'who has lost their password or is gone has no credential, and the address is free',
    async (under) => {
      const { store, query } = under;
      const { account, member } = await addAccount(store);
      await changeSessions(store, member, (c) => c.insertCredential(member, 'first', NOW_MS));
      await addSession(under, 'one', member, NOW_MS, NOW_MS);
      await changeSessions(store, member, (c) => c.deleteCredential(member.id));
      for (const table of ['auth_user', 'auth_account', 'auth_session']) {
        assert.deepEqual(await query(`select * from ${table}`), [], table);
      }
      const other = await addMember(store, account, { email: 'other@example.com' });
      await changeSessions(store, other, (c) =>
        c.insertCredential({ ...other, email: member.email }, 'x', 1),
      );
      await query(`update members set removed_at = 1 where id = '${other.id}'`);
      assert.equal(await store.reads.credentials.findCredential(member.email), undefined);
    },
  );

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

  promise('an account keeps the settings that it was given, and the defaults of the rest', async (under) => {
    const { store } = under;
    const { account } = await addAccount(store);
    const settings = { ...DEFAULT_SETTINGS, serviceTokenLimit: 3, restApi: false };
    await store.change(CLOCK, async (changes) => {
      await changes.accounts.replaceSettings(account.id, settings);
      changes.recordChange({ accountId: account.id, kind: 'account', id: account.id });
    });
    assert.deepEqual((await store.reads.accounts.findAccount(account.id))?.settings, settings);
    const [row] = await under.query('select settings from accounts');
    assert.equal(row?.settings, '{"serviceTokenLimit":3,"restApi":false}');
  });

  promise(
    'a token is changed once by those who read the same version, and never after its end',
    async (under) => {
      const { store } = under;
      const { member } = await addAccount(store);
      const { token } = await addToken(store, member, {});
      const update = (changed: AccessToken) =>
        store.change(CLOCK, (changes) => {
          changes.recordChange({ accountId: token.accountId, kind: 'token', id: token.id });
          return changes.tokens.updateToken(changed);
        });
      const changed: AccessToken = {
        ...token,
        name: 'new',
        scope: { inlineRole: [{ effect: 'allow', resources: ['*'], actions: ['*'] }] },
        expiresAt: NOW_MS + 9,
        disabledAt: NOW_MS,
        allowedIps: ['10.0.0.0/8'],
        tags: ['a', 'b'],
        version: 2,
      };
      assert.equal(await update(changed), true);
      assert.equal(await update({ ...changed, name: 'late' }), false);
      assert.deepEqual((await store.reads.tokens.findToken(token.accountId, token.id))?.token, changed);
      await deleteToken(store, token);
      assert.equal(await update({ ...changed, version: 4 }), false);
    },
  );

  promise('a superseded secret works until its end, and its end can be moved', async ({ store }) => {
    const { member } = await addAccount(store);
    const { token, secret } = await addToken(store, member, {});
    const ids = [token.id];
    const previous = (nowMs: number) => store.reads.tokens.listPreviousSecrets(token.accountId, ids, nowMs);
    assert.deepEqual(await previous(NOW_MS), []);
    const newer = { ...secretOf(token), digest: digestOf('newer') };
    await store.change(CLOCK, async (changes) => {
      changes.recordChange({ accountId: token.accountId, kind: 'token', id: token.id });
      await changes.tokens.supersedeSecret(token.accountId, token.id, NOW_MS, NOW_MS + 10);
      await changes.tokens.insertSecret(newer);
      await changes.tokens.setSecretEnd(token.accountId, newer.id, NOW_MS);
    });
    assert.deepEqual(
      (await previous(NOW_MS + 9)).map(({ id, endsAt }) => [id, endsAt]),
      [[secret.id, NOW_MS + 10]],
    );
    assert.deepEqual(await previous(NOW_MS + 10), []);
    assert.equal((await store.findSecretOwner(secret.digest))?.secretEndsAt, NOW_MS + 10);
    assert.equal(
      (await store.findSecretOwner(newer.digest))?.secretEndsAt,
      null,
      'the current one has no end',
    );
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
    assert.deepEqual(await store.reads.members.listMembers(account.id, page), [second]);
    assert.equal(await store.reads.members.countMembers(account.id), 2);
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

  promise(
    'a call with a key is remembered once, by caller and operation, until it is too old',
    async (under) => {
      const { account } = await addAccount(under.store);
      const call = { accountId: account.id, caller: 'token:1', operation: 'postToken', key: 'k' };
      const outcome = { bodyDigest: digestOf('body'), targetId: 'x', answer: null, at: NOW_MS };
      const inChange = <T>(work: (calls: IdempotentCalls) => Promise<T>) =>
        under.store.change(CLOCK, (changes) => {
          changes.recordChange({ accountId: account.id, kind: 'account', id: account.id });
          return work(changes.idempotentCalls);
        });
      await inChange((calls) => calls.insertCall(call, outcome));
      await assert.rejects(
        inChange((calls) => calls.insertCall(call, outcome)),
        UniqueViolation,
      );
      await inChange((calls) => calls.insertCall({ ...call, caller: 'token:2' }, outcome));
      const found = await under.store.findIdempotentCall(call);
      assert.deepEqual({ ...found, bodyDigest: [] }, { ...outcome, bodyDigest: [] });
      assert.equal(await under.store.findIdempotentCall({ ...call, key: 'K' }), undefined);
      await under.store.rememberAnswer(call, 'the answer');
      assert.equal((await under.store.findIdempotentCall(call))?.answer, 'the answer');
      await inChange((calls) => calls.deleteCallsBefore(NOW_MS));
      assert.ok(await under.store.findIdempotentCall(call));
      await inChange((calls) => calls.deleteCallsBefore(NOW_MS + 1));
      assert.equal(await under.store.findIdempotentCall(call), undefined);
    },
  );

  promise('a use is noted where the row lives, and is no change', async (under) => {
    const { store, query } = under;
    const { account, member } = await addAccount(store);
    const other = await addAccount(store, { email: 'two@example.com' }, 'second');
    const { token, secret } = await addToken(store, member, { disabledAt: NOW_MS, expiresAt: NOW_MS + 1 });
    const use = {
      accountId: account.id,
      tokenId: token.id,
      secretId: secret.id,
      at: NOW_MS + 20,
      address: '192.0.2.7',
      agent: 'curl/8',
    };
    const seen = { accountId: account.id, memberId: member.id, at: NOW_MS + 20, tokenId: token.id };
    const announced = () =>
      query('select (select value from sequence) as n, (select count(*) from change_log) as changes');
    const before = await announced();
    const read = async () =>
      (await store.findSecretOwner(secret.digest)) ?? assert.fail('the secret is gone');
    const secretUse = async () => (await query('select last_used_at as at from token_secrets'))[0]?.at;

    await store.recordUses({
      secrets: [{ ...use, accountId: other.account.id }],
      members: [{ ...seen, accountId: other.account.id }],
    });
    assert.deepEqual([(await read()).token, (await read()).member, await secretUse()], [token, member, null]);

    await store.recordUses({ secrets: [use], members: [seen] });
    const used = { ...token, lastUse: { at: use.at, address: use.address, agent: use.agent } };
    const met = { ...member, lastSeenAt: seen.at, lastSeenTokenId: token.id };
    assert.deepEqual([(await read()).token, (await read()).member, await secretUse()], [used, met, use.at]);

    const earlier = { at: NOW_MS + 19, address: '', agent: '' };
    await store.recordUses({
      secrets: [{ ...use, ...earlier }],
      members: [{ ...seen, at: earlier.at, tokenId: null }],
    });
    assert.deepEqual([(await read()).token, (await read()).member, await secretUse()], [used, met, use.at]);
    assert.deepEqual(await announced(), before);
  });

  promise('a use brings nothing back and leaves what has ended as it is', async ({ store, query }) => {
    const { account, member } = await addAccount(store);
    const gone = await addMember(store, account, { email: 'gone@example.com', removedAt: NOW_MS });
    const { token, secret } = await addToken(store, member, {});
    await deleteToken(store, token);
    const rows = () => query('select * from tokens, token_secrets, members');
    const before = await rows();
    const use = { accountId: account.id, secretId: secret.id, at: NOW_MS + 9, address: '', agent: '' };
    const seen = { accountId: account.id, at: NOW_MS + 9, tokenId: null };
    await store.recordUses({
      secrets: [
        { ...use, tokenId: token.id },
        { ...use, tokenId: newObjectId(), secretId: newObjectId() },
      ],
      members: [
        { ...seen, memberId: gone.id },
        { ...seen, memberId: newObjectId() },
      ],
    });
    assert.deepEqual(await rows(), before);
  });

  promise('uses are noted all or none', async ({ store, query }) => {
    const { account, member } = await addAccount(store);
    const { token, secret } = await addToken(store, member, {});
    await query(
      "create trigger no before update of last_seen_at on members begin select raise(abort, 'no'); end",
    );
    const use = { tokenId: token.id, secretId: secret.id, at: NOW_MS, address: '', agent: '' };
    await assert.rejects(
      store.recordUses({
        secrets: [{ accountId: account.id, ...use }],
        members: [{ accountId: account.id, memberId: member.id, at: NOW_MS, tokenId: null }],
      }),
    );
    assert.equal((await store.findSecretOwner(secret.digest))?.token.lastUse, null);
  });

  promise('audit entries of no change are numbered with those of changes', async ({ store, query }) => {
    const { account, member } = await addAccount(store);
    const { token } = await addToken(store, member, {});
    const entry = (at: number) => ({
      accountId: account.id,
      at,
      record: { ...recordOf(token), verb: `${at}` },
    });
    await Promise.all([
      store.writeAuditEntries([entry(NOW_MS - 2), entry(NOW_MS - 1)]),
      addToken(store, member, {}),
      store.writeAuditEntries([entry(NOW_MS)]),
    ]);
    const rows = await query(
      'select number from change_log union all select number from audit_entries order by number',
    );
    assert.deepEqual(
      rows.map((row) => Number(row.number)),
      rows.map((_, index) => index + 1),
    );
    const entries = await store.reads.audit.listAuditEntries(account.id, {}, 10);
    assert.deepEqual(
      entries.map(({ verb, at }) => [verb, at]),
      [
        [`${NOW_MS}`, NOW_MS],
        ['created the token', NOW_MS],
        [`${NOW_MS - 1}`, NOW_MS - 1],
        [`${NOW_MS - 2}`, NOW_MS - 2],
        ['created the token', NOW_MS],
      ],
    );
    const before = await query('select value from sequence');
    const broken = { ...entry(NOW_MS), accountId: null as unknown as string };
    await assert.rejects(store.writeAuditEntries([entry(NOW_MS), broken]));
    assert.deepEqual(await query('select value from sequence'), before);
    assert.equal((await store.reads.audit.listAuditEntries(account.id, {}, 10)).length, entries.length);
  });

  promise('a secret remembers which pepper and prefix it was made with', async ({ store }) => {
    const { member } = await addAccount(store);
    await addToken(store, member, {});
    await addToken(store, member, {});
    assert.deepEqual(await store.listSecretForms(), [{ pepperId: 'pepper-1', prefix: 'kw' }]);
  });

  promise(
    'every table names its account, or belongs to the deployment as a whole',
    async ({ store, query }) => {
      await addAccount(store);
      const deploymentTables = [
        'accounts',
        'schema_migrations',
        'secret_forms',
        'sequence',
        'one_time_codes',
      ];
      for (const table of ['members', 'tokens', 'token_secrets', 'audit_entries', 'change_log']) {
        await query(`select account_id from ${table}`);
        assert.equal(deploymentTables.includes(table), false);
      }
    },
  );

  promise('text that looks like SQL is text', async ({ store }) => {
    const { account, member } = await addAccount(store);
    const name = "x'); delete from tokens; --";
    const { token } = await addToken(store, member, { name });
    assert.equal((await store.reads.tokens.findToken(account.id, token.id))?.token.name, name);
    assert.deepEqual(await store.reads.audit.listAuditEntries(account.id, { text: "' or 1=1 --" }, 5), []);
  });
}

async function addAccount(store: Store, overrides: Partial<Member> = {}, key = 'default') {
  const account: Account = {
    id: newObjectId(),
    key,
    organization: 'Example',
    settings: DEFAULT_SETTINGS,
    createdAt: NOW_MS,
  };
  const member = memberOf(account, overrides);
  await store.change(CLOCK, async (changes) => {
    await changes.accounts.insertAccount(account);
    await changes.members.insertMember(member);
    changes.recordChange({ accountId: account.id, kind: 'account', id: account.id });
  });
  return { account, member };
}

async function addMember(store: Store, account: Account, overrides: Partial<Member>): Promise<Member> {
  const member = memberOf(account, overrides);
  await store.change(CLOCK, async (changes) => {
    await changes.members.insertMember(member);
    changes.recordChange({ accountId: account.id, kind: 'member', id: member.id });
  });
  return member;
}

function changeSessions<T>(
  store: Store,
  member: Member,
  work: (credentials: Changes['credentials']) => Promise<T>,
): Promise<T> {
  return store.change(CLOCK, (changes) => {
    changes.recordChange({ accountId: member.accountId, kind: 'sessions', id: member.id });
    return work(changes.credentials);
  });
}

/** A session as Better Auth writes it. */
async function addSession(
  { query }: StoreUnderTest,
  id: string,
  member: Member,
  startedAt: number,
  lastSeenAt: number,
): Promise<void> {
  const [created, updated] = [startedAt, lastSeenAt].map((atMs) => new Date(atMs).toISOString());
  await query(
    `insert into auth_session (id, user_id, token, expires_at, created_at, updated_at, ip_address, user_agent)
     select '${id}', id, 'token ${id}', '${created}', '${created}', '${updated}', '192.0.2.1', 'browser'
     from auth_user where member_id = '${member.id}'`,
  );
}

async function addToken(store: Store, member: Member, overrides: Partial<AccessToken>, nowMs = NOW_MS) {
  const token = tokenOf(member, overrides);
  const secret = secretOf(token);
  await store.change({ now: () => nowMs }, (changes) => writeToken(changes, token, secret));
  return { token, secret };
}

async function writeToken(changes: Changes, token: AccessToken, secret: NewSecret): Promise<void> {
  await changes.tokens.insertToken(token);
  await changes.tokens.insertSecret(secret);
  changes.recordChange({ accountId: token.accountId, kind: 'token', id: token.id });
  changes.recordAudit(token.accountId, recordOf(token));
}

function deleteToken(store: Store, token: AccessToken): Promise<boolean> {
  return store.change(CLOCK, (changes) => {
    changes.recordChange({ accountId: token.accountId, kind: 'token', id: token.id });
    return changes.tokens.markTokenDeleted(token.accountId, token.id, NOW_MS + 5);
  });
}

function memberOf(account: Account, overrides: Partial<Member>): Member {
  return {
    id: newObjectId(),
    accountId: account.id,
    email: 'owner@example.com',
    firstName: 'Ada',
    lastName: 'Owner',
    role: 'owner',
    createdAt: NOW_MS,
    acceptedAt: NOW_MS,
    removedAt: null,
    version: 1,
    lastSeenAt: null,
    lastSeenTokenId: null,
    ...overrides,
  };
}

function tokenOf(member: Member, overrides: Partial<AccessToken>): AccessToken {
  return {
    id: newObjectId(),
    accountId: member.accountId,
    kind: 'personal',
    memberId: member.id,
    name: 'ci',
    description: '',
    scope: { role: 'reader' },
    defaultApiVersion: 20240415,
    createdAt: NOW_MS,
    modifiedAt: NOW_MS,
    expiresAt: null,
    disabledAt: null,
    deletedAt: null,
    version: 1,
    lastFour: 'abcd',
    allowedIps: [],
    tags: [],
    lastUse: null,
    ...overrides,
  };
}

function secretOf(token: AccessToken): NewSecret {
  return {
    id: newObjectId(),
    tokenId: token.id,
    accountId: token.accountId,
    digest: digestOf(token.id),
    pepperId: 'pepper-1',
    prefix: 'kw',
    lastFour: token.lastFour,
    createdAt: NOW_MS,
  };
}

function digestOf(text: string): SecretDigest {
  return crypto.createHash('sha256').update(text).digest() as Uint8Array as SecretDigest;
}

function recordOf(token: AccessToken): AuditRecord {
  return {
    actor: { system: 'keyward init' },
    action: 'createAccessToken',
    target: { kind: 'token', id: token.id, name: token.name, resource: `service-token/${token.id}` },
    verb: 'created the token',
    description: 'Created',
  };
}
