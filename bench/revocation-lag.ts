/**
 * How soon an ended token is dead: three nodes on PostgreSQL, each end on one node, verified without a pause on the others and, after
 * the answer, on the same one. Beside it the floor: a bare NOTIFY from one connection to another.
 */

import postgres from 'postgres';
import { ask } from '../e2e/faults/ask.ts';
import { keywardOnPostgres } from './verify/keyward-on-postgres.ts';

const NODES = 3;
const ENDS = Number(process.env.BENCH_ENDS ?? 300);
const SAME_NODE_TRIALS = Number(process.env.BENCH_SAME_NODE_TRIALS ?? 100_000);
/** After each end so many verifies on the same node, all of which begin after the answer. */
const TRIALS_AT_AN_END = Math.ceil(SAME_NODE_TRIALS / ENDS);
const NOTIFIES = 500;
/** Asked at once on each other node, so that the next question follows the last answer closely. */
const ASKERS = 2;

const keyward = await keywardOnPostgres();
let isBroken = false;
try {
  const { ownerSecret: owner, databaseUrl } = keyward;
  const nodes = await Promise.all(Array.from({ length: NODES }, () => keyward.startNode()));
  const ports = nodes.map(({ port }) => port);

  const lagsMs: number[] = [];
  let sameNodeSuccesses = 0;
  for (let number = 0; number < ENDS; number++) {
    const here = number % NODES;
    const others = ports.filter((_, index) => index !== here);
    const { id, secret } = await createToken(ports[here] ?? 0, owner, number);
    for (const port of ports) await works(port, secret);
    let lastSuccessAt = 0;
    let isDead = false;
    const note = (startedAt: number) => {
      lastSuccessAt = Math.max(lastSuccessAt, startedAt);
    };
    // The last question of each begins after the end, and is repeated until it is refused.
    const watching = others.flatMap((port) =>
      Array.from({ length: ASKERS }, async () => {
        for (let hasWorked = true; !isDead || hasWorked; ) hasWorked = await works(port, secret, note);
      }),
    );
    const ended = await ask(ports[here] ?? 0, `/api/v2/tokens/${id}`, { secret: owner, method: 'DELETE' });
    const endedAt = performance.now();
    if (ended?.status !== 204) throw new Error(`the end answered ${ended?.status}`);
    isDead = true;
    await Promise.all(watching);
    lagsMs.push(Math.max(0, lastSuccessAt - endedAt));
    for (let trial = 0; trial < TRIALS_AT_AN_END; trial += 8) {
      const again = await Promise.all(Array.from({ length: 8 }, () => works(ports[here] ?? 0, secret)));
      sameNodeSuccesses += again.filter(Boolean).length;
    }
  }

  const notifies = await bareNotify(databaseUrl);
  print(`end on other nodes, ${ENDS} ends: last success after the answer`, lagsMs);
  print(`bare NOTIFY, ${NOTIFIES} times`, notifies);
  const trials = ENDS * Math.ceil(TRIALS_AT_AN_END / 8) * 8;
  process.stdout.write(
    `same node: ${sameNodeSuccesses} successes in ${trials} verifies that began after the answer\n`,
  );
  isBroken = sameNodeSuccesses > 0;
} finally {
  await keyward.stop();
}
process.exit(isBroken ? 1 : 0);

async function createToken(port: number, owner: string, number: number) {
  const body = { name: `lag ${number}`, role: 'reader' };
  const answer = await ask(port, '/api/v2/tokens', { secret: owner, method: 'POST', body });
  if (answer?.status !== 201) throw new Error(answer?.text);
  const { _id, token } = JSON.parse(answer.text);
  return { id: String(_id), secret: String(token) };
}

async function works(port: number, secret: string, onSuccess: (startedAt: number) => void = () => undefined) {
  const startedAt = performance.now();
  const answer = await ask(port, '/api/v2/caller-identity', { secret });
  if (answer?.status === 200) onSuccess(startedAt);
  return answer?.status === 200;
}

/** From just before a NOTIFY is sent until another connection hears of it. */
async function bareNotify(url: string): Promise<number[]> {
  const [sender, listener] = [1, 2].map(() => postgres(url, { max: 1 }));
  if (sender === undefined || listener === undefined) return [];
  let heard: () => void = () => undefined;
  await listener.listen('bare', () => heard());
  await sender`select 1`;
  const took: number[] = [];
  for (let again = 0; again < NOTIFIES; again++) {
    const { promise, resolve } = Promise.withResolvers<void>();
    heard = resolve;
    const startedAt = performance.now();
    await sender.notify('bare', '');
    await promise;
    took.push(performance.now() - startedAt);
  }
  await Promise.all([sender.end(), listener.end()]);
  return took;
}

function print(what: string, milliseconds: readonly number[]): void {
  const sorted = milliseconds.toSorted((one, other) => one - other);
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2);
  process.stdout.write(`${what}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, max ${at(1)} ms\n`);
}
