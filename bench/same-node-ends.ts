/**
 * `npm run bench -- same-node-ends`: tokens that are in memory are ended, each by a call to one node, and verified on it as soon as the
 * answer is there: how many still work. For a node of one process and for one of several workers. `BENCH_TRIALS=100000` is the figure
 * that is promised; it takes some minutes for each.
 */
import postgres from 'postgres';
import { ask } from '../e2e/faults/ask.ts';
import { fillPostgresSecrets } from './tokens/fill-postgres-secrets.ts';
import { keywardOnPostgres } from './verify/keyward-on-postgres.ts';

const TRIALS = Number(process.env.BENCH_TRIALS ?? 2_000);
const NODES: Readonly<Record<string, readonly string[]>> = {
  'one process': [],
  '3 workers': ['--workers', '3'],
};
/** So many tokens are ended at once. */
const LOOPS = 16;
/** Verifies at once before the end, so that memory holds the token, and after it. */
const VERIFIES = 2;

const keyward = await keywardOnPostgres();
let isBroken = false;
try {
  const made = await makeTokens();
  for (const [index, [name, flags]] of Object.entries(NODES).entries()) {
    const tokens = made.slice(index * TRIALS, (index + 1) * TRIALS);
    const node = await keyward.startNode(...flags);
    const startedAt = performance.now();
    const successes = await endAll(node.port, tokens);
    const seconds = (performance.now() - startedAt) / 1_000;
    process.stdout.write(
      `  ${name}: ${successes} successes in ${TRIALS * VERIFIES} verifies that began after the answer to one of ${TRIALS} ends (${seconds.toFixed(0)} s)\n`,
    );
    isBroken ||= successes > 0;
    await node.stop();
  }
} finally {
  await keyward.stop();
}
process.exit(isBroken ? 1 : 0);

interface Token {
  readonly id: string;
  readonly secret: string;
}

async function makeTokens(): Promise<readonly Token[]> {
  const sql = postgres(keyward.databaseUrl, { max: 1, onnotice: () => undefined });
  const [account] = await sql`select id from accounts`;
  const count = TRIALS * Object.keys(NODES).length;
  const secrets = await fillPostgresSecrets(keyward.databaseUrl, keyward.pepper, String(account?.id), count);
  const rows = await sql`select id, name from tokens where created_at = 1`;
  await sql.end();
  return rows.map(({ id, name }) => ({ id, secret: secrets[Number(name.slice('token '.length))] ?? '' }));
}

/** @returns how many verifies succeeded that began after the answer */
async function endAll(port: number, tokens: readonly Token[]): Promise<number> {
  const left = tokens[Symbol.iterator]();
  let successes = 0;
  const loops = Array.from({ length: LOOPS }, async () => {
    for (const { id, secret } of left) {
      const before = await verify(port, secret);
      if (before.some((status) => status !== 200)) throw new Error(`a live token was answered ${before}`);
      await endToken(port, id);
      const after = await verify(port, secret);
      successes += after.filter((status) => status === 200).length;
      if (after.some((status) => status !== 200 && status !== 401)) throw new Error(`${after}`);
    }
  });
  await Promise.all(loops);
  return successes;
}

/** On a busy machine a change may wait too long, and is refused: then it is asked for again. */
async function endToken(port: number, id: string): Promise<void> {
  const question = { secret: keyward.ownerSecret, method: 'DELETE' };
  let answer = await ask(port, `/api/v2/tokens/${id}`, question);
  while (answer?.status === 503) answer = await ask(port, `/api/v2/tokens/${id}`, question);
  if (answer?.status === 204) return;
  throw new Error(`the end was answered ${answer?.status}: ${answer?.text}`);
}

function verify(port: number, secret: string): Promise<readonly (number | undefined)[]> {
  const one = async () => (await ask(port, '/api/v2/caller-identity', { secret }))?.status;
  return Promise.all(Array.from({ length: VERIFIES }, one));
}
