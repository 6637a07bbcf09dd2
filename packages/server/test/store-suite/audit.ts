import assert from 'node:assert/strict';
import type { Store } from '../../src/storage/store.ts';
import { addAccount, addToken, type DeclarePromise, NOW_MS, recordOf } from './fixtures.ts';

export function auditPromises(promise: DeclarePromise): void {
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

  promise('audit entries of no change are numbered with those of changes', async ({ store, query }) => {
    const { account, member } = await addAccount(store);
    const { token } = await addToken(store, member, {});
    const entry = (at: number) => ({
      accountId: account.id,
      at,
      record: { ...recordOf(token), verb: `${at}` },
    });
    await store.writeAuditEntries([entry(NOW_MS - 2), entry(NOW_MS - 1)]);
    await addToken(store, member, {});
    await store.writeAuditEntries([entry(NOW_MS)]);
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
}
