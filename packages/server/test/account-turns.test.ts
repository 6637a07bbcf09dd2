import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AccountTurns } from '../src/policies/account-turns.ts';
import { Analyst } from '../src/policies/analyst.ts';

/** Work that ends when it is told to, and notes when it began. */
function workshop() {
  const turns = new AccountTurns();
  const begun: string[] = [];
  const ends: PromiseWithResolvers<void>[] = [];
  const bring = (accountId: string, name: string) =>
    turns.take(accountId, () => {
      begun.push(name);
      const end = Promise.withResolvers<void>();
      ends.push(end);
      return end.promise;
    });
  /** Ends what is under way and waits for what comes after it. */
  const endOne = async (error?: Error) => {
    const end = ends.shift();
    if (error === undefined) end?.resolve();
    else end?.reject(error);
    for (let tick = 0; tick < 5; tick++) await Promise.resolve();
  };
  return { turns, begun, bring, endOne };
}

test('accounts take turns, each in its own order, and one piece is done at a time', async () => {
  const { begun, bring, endOne } = workshop();
  const done = ['a1', 'a2', 'a3', 'b1', 'b2', 'c1'].map((name) => bring(name.charAt(0), name));
  assert.deepEqual(begun, ['a1']);
  for (let piece = 0; piece < 6; piece++) await endOne();
  await Promise.all(done);
  assert.deepEqual(begun, ['a1', 'a2', 'b1', 'c1', 'a3', 'b2']);
});

test('a full account is refused alone, and has room again after each answer', async () => {
  const { begun, bring, endOne } = workshop();
  const done = Array.from({ length: 16 }, (_, each) => bring('a', `a${each}`));
  await assert.rejects(bring('a', 'too many'), { code: 'service_unavailable' });
  done.push(bring('b', 'b'));
  await endOne();
  await done[0];
  done.push(bring('a', 'again'));
  await assert.rejects(bring('a', 'too many'), { code: 'service_unavailable' });
  for (let piece = 0; piece < 17; piece++) await endOne();
  await Promise.all(done);
  assert.ok(begun.indexOf('b') <= 2, begun.join());
  assert.equal(begun.at(-1), 'again');
});

test('all accounts together leave a bounded number', async () => {
  const { bring } = workshop();
  const brought = Array.from({ length: 256 }, (_, each) => bring(`account ${each}`, 'one'));
  await assert.rejects(bring('another', 'too many'), { code: 'service_unavailable' });
  assert.equal(brought.length, 256);
});

test('sixteen accounts that are full keep no other out: the greediest give places until all have as many', async () => {
  const { begun, bring, endOne } = workshop();
  let refused = 0;
  const done: Promise<unknown>[] = [];
  const put = (account: string) => {
    const piece = bring(account, account);
    done.push(piece.catch(({ code }) => (refused += code === 'service_unavailable' ? 1 : 1_000)));
    return piece;
  };
  for (let each = 0; each < 256; each++) put(`account ${each % 16}`);
  for (let each = 0; each < 15; each++) put('another');
  // All seventeen have fifteen or sixteen of them now, and `another` has one more than the poorest: it gets no more.
  await assert.rejects(put('another'), { code: 'service_unavailable' });
  for (let piece = 0; piece < 256; piece++) await endOne();
  await Promise.all(done);
  assert.equal(refused, 16);
  assert.equal(begun.length, 256);
  assert.equal(begun.filter((name) => name === 'another').length, 15);
  assert.ok(begun.indexOf('another') <= 17, `${begun.indexOf('another')}`);
});

test('once it is closed nothing that waits is begun, and nothing new is taken', async () => {
  const { turns, begun, bring, endOne } = workshop();
  const first = bring('a', 'a1');
  const waiting = [bring('a', 'a2'), bring('b', 'b1')].map((piece) =>
    assert.rejects(piece, { code: 'service_unavailable', message: 'Keyward is stopping' }),
  );
  turns.close();
  await Promise.all(waiting);
  await endOne();
  await first;
  await assert.rejects(bring('c', 'c1'), { message: 'Keyward is stopping' });
  assert.deepEqual(begun, ['a1']);
});

test('an analyst that is closed begins none of the questions that wait', async () => {
  const analyst = new Analyst();
  const ask = (accountId: string) => analyst.lint([], {}, { accountId, types: { declarations: [] } });
  const asked = ['a', 'a', 'b'].map(ask);
  const settled = Promise.allSettled(asked);
  await analyst.close();
  assert.deepEqual(
    (await settled).map(({ status }) => status),
    ['rejected', 'rejected', 'rejected'],
  );
  await assert.rejects(ask('c'), { code: 'service_unavailable' });
});

test('work that fails gives its turn on', async () => {
  const { begun, bring, endOne } = workshop();
  const failing = assert.rejects(bring('a', 'a1'), /broken/);
  const next = bring('b', 'b1');
  await endOne(new Error('broken'));
  await failing;
  assert.deepEqual(begun, ['a1', 'b1']);
  await endOne();
  await next;
});
