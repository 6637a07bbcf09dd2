import assert from 'node:assert/strict';
import { dayOf } from '../../src/tokens/token-usage.ts';
import { addAccount, addToken, type DeclarePromise, deleteToken, NOW_MS, usesOf } from './fixtures.ts';

const DAY_MS = 86_400_000;
const TODAY = dayOf(NOW_MS);
const EVERYTHING = { serviceTokens: true, allPersonalTokens: true };
const MOST_FIRST = { column: 'requests', isDescending: true } as const;

export function accountUsagePromises(promise: DeclarePromise): void {
  promise(
    'calls add up for the tokens that may be seen, of this account, and those of deleted ones stay',
    async ({ store }) => {
      const { account, member } = await addAccount(store);
      const other = await addAccount(store, { email: 'other@example.com' }, 'second');
      const { token: own } = await addToken(store, member, {});
      const { token: service } = await addToken(store, member, { kind: 'service' });
      const { token: foreign } = await addToken(store, other.member, {});
      const days = [
        { day: TODAY, allowed: 1, denied: 2, refused: 4 },
        { day: TODAY - 1, allowed: 8, denied: 0, refused: 0 },
      ];
      const outcomes = [own, service, foreign].map(({ accountId, id }) => ({ accountId, tokenId: id, days }));
      const batch = usesOf({ outcomes: [...outcomes, { accountId: account.id, tokenId: foreign.id, days }] });
      await store.recordUses(batch);
      await store.recordUses(batch);
      await deleteToken(store, own);
      const sum = (visible: Parameters<typeof store.reads.accountUsage.sumOutcomes>[1], firstDay = 0) =>
        store.reads.accountUsage.sumOutcomes(account.id, visible, firstDay);
      const once = days.toReversed();
      const twice = once.map(({ day, allowed, denied, refused }) => {
        return { day, allowed: 2 * allowed, denied: 2 * denied, refused: 2 * refused };
      });
      const nothing = { serviceTokens: false, allPersonalTokens: false };
      assert.deepEqual(await sum(EVERYTHING), twice);
      assert.deepEqual(await sum(EVERYTHING, TODAY), [{ day: TODAY, allowed: 2, denied: 4, refused: 8 }]);
      assert.deepEqual(await sum({ ...nothing, serviceTokens: true }), once);
      assert.deepEqual(await sum({ ...nothing, ownMemberId: member.id }), once);
      assert.deepEqual(await sum({ ...nothing, serviceTokens: true, ownMemberId: member.id }), twice);
      assert.deepEqual(await sum({ ...nothing, ownMemberId: other.member.id }), []);
      assert.deepEqual(await sum(nothing), []);
    },
  );

  promise(
    'calls that a node of an earlier version counted are not left out, and age',
    async ({ store, query }) => {
      const { account, member } = await addAccount(store);
      const { token: own } = await addToken(store, member, { name: 'own' });
      const { token: service } = await addToken(store, member, { kind: 'service', name: 'service' });
      const { accountUsage } = store.reads;
      const note = (tokenId: string, allowed: number) => {
        const days = [{ day: TODAY, allowed, denied: 0, refused: 0 }];
        return store.recordUses(usesOf({ outcomes: [{ accountId: account.id, tokenId, days }] }));
      };
      await note(own.id, 1);
      assert.equal(await accountUsage.isSummedSince(TODAY), true);

      // As a node from before 0018 writes: days of tokens alone, and its batch.
      await query(`update token_usage set days = '[[${TODAY},4,0,1]]' where token_id = '${own.id}'`);
      await query(
        `insert into token_usage (token_id, account_id, days) values ('${service.id}', '${account.id}', '[[${TODAY - 29},0,2,0]]')`,
      );
      await query(`insert into usage_batches (recorder_id, number, at) values ('old', 7, ${NOW_MS})`);
      await note(own.id, 1);
      assert.equal(await accountUsage.isSummedSince(TODAY), false);
      assert.equal(await accountUsage.isSummedSince(TODAY + 1), true, 'what it counted has passed');
      const personal = { day: TODAY, allowed: 5, denied: 0, refused: 1 };
      const nothing = { serviceTokens: false, allPersonalTokens: false };
      for (const [visible, sum] of [
        [EVERYTHING, [{ day: TODAY - 29, allowed: 0, denied: 2, refused: 0 }, personal]],
        [{ ...nothing, ownMemberId: member.id }, [personal]],
        [nothing, []],
      ] as const) {
        assert.deepEqual(await accountUsage.sumOutcomesOfTokens(account.id, visible, 0), sum);
      }
      const requests = async () => query('select name, requests from tokens order by name');
      const listed = async () => (await requests()).map((row) => Number(row.requests));
      assert.deepEqual(await listed(), [6, 2], 'the next writing counts what it left');
      const { batch, ...uses } = usesOf({});
      await store.recordUses({ ...uses, batch: { ...batch, at: NOW_MS + DAY_MS } });
      assert.deepEqual(await listed(), [6, 0], 'its oldest day has passed');
    },
  );

  promise('calls of days that have passed stop counting for the order of a list', async ({ store }) => {
    const { account, member } = await addAccount(store);
    const note = (tokenId: string, day: number, allowed: number) => {
      const days = [{ day, allowed, denied: 0, refused: 0 }];
      const outcomes = [{ accountId: account.id, tokenId, days }];
      return store.recordUses(usesOf({ outcomes }));
    };
    const { token: busyOnce } = await addToken(store, member, { name: 'busy once' });
    const { token: steady } = await addToken(store, member, { name: 'steady' });
    const { token: idle } = await addToken(store, member, { name: 'idle' });
    await note(busyOnce.id, TODAY - 20, 100);
    await note(busyOnce.id, TODAY - 5, 1);
    await note(steady.id, TODAY, 10);
    const listed = async () => {
      const query = { visible: EVERYTHING, conditions: [], nowMs: NOW_MS };
      const page = { limit: 10, offset: 0 };
      const { items } = await store.reads.tokens.listTokens(account.id, query, MOST_FIRST, page);
      return items.map(({ token }) => token.id);
    };
    const passDays = (days: number) => {
      const { batch, ...uses } = usesOf({});
      return store.recordUses({ ...uses, batch: { ...batch, at: NOW_MS + days * DAY_MS } });
    };
    assert.deepEqual(await listed(), [busyOnce.id, steady.id, idle.id]);
    await passDays(9);
    assert.deepEqual(await listed(), [busyOnce.id, steady.id, idle.id], 'the thirtieth day');
    await passDays(10);
    assert.deepEqual(await listed(), [steady.id, busyOnce.id, idle.id]);
    await passDays(25);
    const [first, ...others] = await listed();
    assert.deepEqual([first, others.toSorted()], [steady.id, [busyOnce.id, idle.id].toSorted()]);
    assert.deepEqual(await store.reads.accountUsage.sumOutcomes(account.id, EVERYTHING, 0), [
      { day: TODAY, allowed: 10, denied: 0, refused: 0 },
    ]);
  });
}
