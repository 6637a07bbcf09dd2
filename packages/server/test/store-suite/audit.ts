import assert from 'node:assert/strict';
import { CHAIN_START, chainHash } from '../../src/audit/audit-chain.ts';
import { storedEntryFrom } from '../../src/storage/audit-row.ts';
import type { AuditFilter } from '../../src/storage/audit-store.ts';
import {
  addAccount,
  addToken,
  auditEntries,
  type DeclarePromise,
  NOW_MS,
  recordOf,
  tokenOf,
} from './fixtures.ts';

export function auditPromises(promise: DeclarePromise): void {
  promise('audit entries are listed newest first and found by time, number and text', async ({ store }) => {
    const { account, member } = await addAccount(store);
    for (const [index, name] of ['alpha', 'beta_1', 'betaX1', 'GAMMA', 'ÄRGER "x"', 'a\u0001bc'].entries()) {
      await addToken(store, member, { name }, NOW_MS + 10 * index);
    }
    const find = async (filter: AuditFilter, limit = 10) =>
      (await auditEntries(store, account.id, filter, limit)).map(({ target }) => target.name);
    assert.deepEqual(await find({}), ['a\u0001bc', 'ÄRGER "x"', 'GAMMA', 'betaX1', 'beta_1', 'alpha']);
    assert.deepEqual(await find({}, 2), ['a\u0001bc', 'ÄRGER "x"']);
    assert.deepEqual(await find({ beforeMs: NOW_MS + 10 }), ['beta_1', 'alpha']);
    assert.deepEqual(await find({ afterMs: NOW_MS + 20 }), ['a\u0001bc', 'ÄRGER "x"', 'GAMMA', 'betaX1']);
    for (const [text, names] of [
      ['beta_1', ['beta_1']],
      ['gamma', ['GAMMA']],
      ['ETA', ['betaX1', 'beta_1']],
      ['ärg', ['ÄRGER "x"']],
      ['er "', ['ÄRGER "x"']],
      ['"x"', ['ÄRGER "x"']],
      ['x"', ['ÄRGER "x"']],
      ['_1', ['beta_1']],
      ['a*', []],
      ['alpha OR gamma', []],
      ['\u0001b', ['a\u0001bc']],
    ] as const) {
      assert.deepEqual(await find({ text }), names, text);
    }
    assert.deepEqual(await find({ text: 'beta', beforeMs: NOW_MS + 10 }), ['beta_1']);
    const [newest] = await auditEntries(store, account.id);
    assert.deepEqual(await find({ belowNumber: newest?.number ?? 0 }, 2), ['ÄRGER "x"', 'GAMMA']);
    const found = await store.reads.audit.findAuditEntry(account.id, newest?.id ?? '');
    assert.deepEqual(found, newest);
  });

  promise('audit entries are found in places, by their numbers, each once', async ({ store }) => {
    const { account } = await addAccount(store);
    const write = (entries: readonly (readonly [string, string])[]) =>
      store.writeAuditEntries(
        entries.map(([action, resource]) => ({
          accountId: account.id,
          at: NOW_MS,
          record: {
            actor: {},
            action,
            target: { kind: 'token', id: 'x', name: '', resource },
            verb: '',
            description: '',
          },
        })),
      );
    await write([
      ['delete', 'member/a:token/1'],
      ['delete', 'member/b:token/1'],
      ['delete', 'member/b:token/12'],
      ['create', 'member/a:token/1'],
      ['delete', 'role/a_b'],
      ['delete', '/no/resource'],
    ]);
    const kind = { action: 'delete', typeChain: 'member/*:token/*' };
    const role = { action: 'delete', typeChain: 'role/*' };
    const find = async (places: AuditFilter['places'] & object, limit = 10) =>
      (await auditEntries(store, account.id, { places }, limit)).map(({ target }) => target.resource);
    assert.deepEqual(await find([kind]), ['member/b:token/12', 'member/b:token/1', 'member/a:token/1']);
    assert.deepEqual(await find([kind, role], 2), ['role/a_b', 'member/b:token/12']);
    assert.deepEqual(await find([{ ...kind, globs: ['member/*:token/1'] }, role]), [
      'role/a_b',
      'member/b:token/1',
      'member/a:token/1',
    ]);
    assert.deepEqual(await find([{ ...kind, globs: ['member/b:token/1', 'member/c:token/1'] }]), [
      'member/b:token/1',
    ]);
    assert.deepEqual(await find([{ ...kind, globs: ['member/b:token/*', 'x'] }]), [
      'member/b:token/12',
      'member/b:token/1',
    ]);
    const likeB = [kind, { ...kind, action: 'create' }].map((each) => ({
      ...each,
      globs: ['member/b:*', 'member/b:token/1*'],
    }));
    assert.deepEqual(await find([...likeB, role]), ['role/a_b', 'member/b:token/12', 'member/b:token/1']);
    assert.deepEqual(await find([...likeB, role], 2), ['role/a_b', 'member/b:token/12']);
    assert.deepEqual(await find([]), []);
    const { audit } = store.reads;
    const heads = await audit.listAuditHeads();
    const head = await audit.findAuditPlace(account.id);
    assert.deepEqual(
      head,
      heads.find(({ accountId }) => accountId === account.id),
    );
    assert.deepEqual(await audit.findAuditPlace(account.id, head?.number), head);
    assert.equal(await audit.findAuditPlace(account.id, Number(head?.number) + 1), undefined);
    assert.equal(await audit.findAuditPlace('nobody', head?.number), undefined);
    const kinds = await store.reads.audit.listAuditKinds(account.id);
    assert.deepEqual(kinds.map(({ action, typeChain }) => `${action} ${typeChain}`).sort(), [
      'create member/*:token/*',
      'delete ',
      'delete member/*:token/*',
      'delete role/*',
    ]);
    const counts = await store.reads.audit.countAuditEntries(account.id, NOW_MS, NOW_MS);
    assert.deepEqual(counts.map(({ action, typeChain, count }) => `${action} ${typeChain} ${count}`).sort(), [
      'create member/*:token/* 1',
      'delete  1',
      'delete member/*:token/* 3',
      'delete role/* 1',
    ]);
    assert.deepEqual(await store.reads.audit.countAuditEntries(account.id, NOW_MS + 1, NOW_MS + 2), []);
  });

  promise(
    'the audit entries of each account are one chain, whoever writes them',
    async ({ store, query }) => {
      const one = await addAccount(store);
      const two = await addAccount(store, { email: 'two@example.com' }, 'second');
      const lone = (accountId: string, name: string) => {
        const record = recordOf(tokenOf(one.member, { name }));
        return store.writeAuditEntries([1, 2].map((at) => ({ accountId, at, record })));
      };
      await Promise.all(
        [1, 2, 3, 4].flatMap((round) => [
          addToken(store, one.member, { name: `lone surrogate \ud800 ${round}` }),
          lone(one.account.id, 'a\u0001b'),
          addToken(store, two.member, {}),
          lone(two.account.id, 'x'),
        ]),
      );
      const broken = {
        accountId: one.account.id,
        at: null as unknown as number,
        record: recordOf(tokenOf(one.member, {})),
      };
      await assert.rejects(store.writeAuditEntries([broken]));
      await addToken(store, one.member, {});
      const rows = await query('select * from audit_entries order by number');
      const heads = new Map([one, two].map(({ account }) => [account.id, CHAIN_START]));
      for (const row of rows) {
        const entry = storedEntryFrom(row as never);
        const head = heads.get(entry.accountId) ?? CHAIN_START;
        assert.equal(entry.position, head.position + 1);
        assert.deepEqual(new Uint8Array(entry.hash), new Uint8Array(chainHash(head.hash, entry)));
        heads.set(entry.accountId, entry);
      }
      assert.deepEqual(
        [...heads.values()].map(({ position }) => position),
        [13, 12],
      );
    },
  );

  promise(
    'what becomes of a change is kept with its entry, without secrets, and bounded',
    async ({ store }) => {
      const { account, member } = await addAccount(store);
      const token = tokenOf(member, {});
      const secret = `kwp_${'0'.repeat(36)}`;
      const write = async (details: object) => {
        await store.writeAuditEntries([
          { accountId: account.id, at: NOW_MS, record: { ...recordOf(token), ...details } },
        ]);
        const [newest] = await auditEntries(store, account.id);
        const entry = await store.reads.audit.findAuditEntry(account.id, newest?.id ?? '');
        const isDetail = ([name]: [string, unknown]) => !(name in (newest ?? {}));
        return Object.fromEntries(Object.entries(entry ?? {}).filter(isDetail));
      };
      const small = { delta: [{ op: 'test', path: '/name', value: null }], currentVersion: { name: 'x' } };
      assert.deepEqual(await write(small), small);
      assert.deepEqual(await write({ merge: { [secret]: [`line\n${secret}`] } }), {
        merge: { '[redacted]': ['line\n[redacted]'] },
      });
      const long = { text: 'x'.repeat(100_000) };
      assert.deepEqual(await write({ delta: [long], previousVersion: long, currentVersion: long }), {
        previousVersion: long,
        currentVersion: long,
        omitted: ['delta'],
      });
    },
  );

  promise('the log of an account whose row is gone has a head too', async ({ store }) => {
    const { account, member } = await addAccount(store);
    const { token } = await addToken(store, member, {});
    const entry = { accountId: 'gone', at: NOW_MS, record: recordOf(token) };
    await store.writeAuditEntries([entry, entry]);
    const { audit } = store.reads;
    const heads = await audit.listAuditHeads();
    assert.deepEqual(heads.map(({ accountId }) => accountId).sort(), [account.id, 'gone'].sort());
    for (const head of heads) assert.deepEqual(await audit.findAuditPlace(head.accountId), head);
    assert.equal(heads.find(({ accountId }) => accountId === 'gone')?.position, 2);
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
    const entries = await auditEntries(store, account.id);
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
    assert.equal((await auditEntries(store, account.id)).length, entries.length);
  });
}
