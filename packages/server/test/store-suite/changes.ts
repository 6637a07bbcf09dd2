import assert from 'node:assert/strict';
import type { IdempotentCalls } from '../../src/storage/idempotent-call-store.ts';
import { UniqueViolation } from '../../src/storage/store.ts';
import type { AccessToken } from '../../src/tokens/access-token.ts';
import {
  addAccount,
  addMember,
  addSession,
  addToken,
  auditEntries,
  CLOCK,
  changeSessions,
  type DeclarePromise,
  deleteToken,
  digestOf,
  NOW_MS,
  secretOf,
  tokenOf,
  writeToken,
} from './fixtures.ts';

const EVERYTHING = {
  visible: { serviceTokens: true, allPersonalTokens: true },
  conditions: [],
  nowMs: NOW_MS,
};

export function changePromises(promise: DeclarePromise): void {
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
    await Promise.all(Array.from({ length: 16 }, () => addToken(store, member, {})));
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
    assert.deepEqual(await auditEntries(store, account.id, { text: "' or 1=1 --" }), []);
    assert.equal((await auditEntries(store, account.id, { text: name })).length, 1);
  });
}
