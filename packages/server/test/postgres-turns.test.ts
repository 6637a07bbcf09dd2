/** Who waits for one of few connections, on a server that is slow or gone. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setImmediate as settled } from 'node:timers/promises';
import { PostgresClient } from '../src/storage/postgres-client.ts';

const SILENCE_MS = 3_000;
const ANSWER = Object.assign([], { command: 'SELECT' });

/** A client of one connection, and what was sent on each pool it opened. */
function clientOf(t: TestContext) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const pools: string[][] = [];
  const underWay: PromiseWithResolvers<unknown>[] = [];
  const open = () => {
    const sent: string[] = [];
    pools.push(sent);
    const answerLater = (text: string) => {
      sent.push(text);
      underWay.push(Promise.withResolvers());
      return underWay.at(-1)?.promise;
    };
    return {
      unsafe: answerLater,
      begin: async (work: (connection: object) => Promise<unknown>) => {
        sent.push('begin');
        return work({ unsafe: answerLater });
      },
      end: async () => undefined,
    };
  };
  const client = new PostgresClient(open as never, 1, SILENCE_MS);
  const run = (text: string) =>
    client.run(text).then(
      () => 'done',
      (error) => error.code,
    );
  const pass = async (ms: number) => {
    t.mock.timers.tick(ms);
    await settled();
  };
  return { client, pools, underWay, run, pass };
}

test('a slow server that answers keeps its connections, and what was told that it is busy is never sent', async (t) => {
  const { pools, underWay, run, pass } = clientOf(t);
  const outcomes = Promise.all(['first', 'second', 'third', 'fourth'].map(run));
  for (let time = 0; time < 3; time++) {
    await pass(SILENCE_MS - 1_000);
    underWay[time]?.resolve(ANSWER);
    await settled();
  }
  assert.deepEqual(await outcomes, ['done', 'done', '53000', '53000']);
  await pass(SILENCE_MS);
  assert.deepEqual(pools, [['first', 'second']]);
});

test('the server that owes an answer counts as gone from the turn on, and who waited is served on new connections', async (t) => {
  const { client, pools, underWay, run, pass } = clientOf(t);
  const first = run('first');
  await pass(1_000);
  const begun = client.begin();
  const third = run('third');
  await pass(SILENCE_MS - 1_000);
  assert.equal(await first, 'ETIMEDOUT');
  const transaction = await begun;
  assert.deepEqual(pools, [['first'], ['begin']]);
  await transaction.commit();
  await settled();
  underWay.at(-1)?.resolve(ANSWER);
  assert.equal(await third, 'done');
  assert.deepEqual(pools, [['first'], ['begin', 'third']]);
});

test('what nobody waits for any more is never sent, and who waits behind it has its turn', async (t) => {
  const { client, pools, underWay, run } = clientOf(t);
  const asker = new AbortController();
  const first = run('first');
  const abandoned = client.run('abandoned', [], asker.signal);
  const refused = assert.rejects(abandoned, { name: 'AbortError' });
  const last = run('last');
  await settled();
  asker.abort();
  underWay[0]?.resolve(ANSWER);
  assert.equal(await first, 'done');
  await settled();
  assert.deepEqual(pools, [['first', 'last']]);
  await refused;
  underWay[1]?.resolve(ANSWER);
  assert.equal(await last, 'done');
});

test('no rows, without the command that a server names, are a lost connection and never an answer', async (t) => {
  const { pools, underWay, run } = clientOf(t);
  const first = run('first');
  await settled();
  underWay[0]?.resolve(Object.assign([], { command: null }));
  assert.equal(await first, 'CONNECTION_CLOSED');
  const second = run('second');
  await settled();
  underWay[1]?.resolve(ANSWER);
  assert.equal(await second, 'done');
  assert.deepEqual(pools, [['first'], ['second']], 'the next one goes to new connections');
});
