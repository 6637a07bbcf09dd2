/**
 * `npm run bench -- sdk-authorize`: a warm `authorize` of the SDK's verifier, beside one SHA-256 of the secret and one look-up in a Map with
 * as many keys. The service is played by a function: a warm question does not reach it.
 *
 *   node bench/sdk-authorize.ts [tokens]
 */
import crypto from 'node:crypto';
import { createVerifier } from '../packages/sdk/src/verifier/index.ts';
import { mintSecret } from '../packages/server/src/tokens/token-format.ts';
import { playedService } from './verify/played-service.ts';
import { median } from './verify/wrk.ts';

const TOKENS = Number(process.argv[2] ?? 10_000);
const ROUNDS = 20;
const LARGEST_RATIO = 2;
const REQUEST = { action: 'viewProject', resource: 'proj/web' };
const secrets = Array.from({ length: TOKENS }, () => mintSecret('kw', 'personal'));

const verifier = createVerifier({
  url: 'http://127.0.0.1:1',
  token: 'bench',
  maxEntries: 2 * TOKENS,
  reportEveryMs: 1_000_000,
  fetch: playedService,
});
await new Promise((resolve) => setTimeout(resolve, 50));
for (const secret of secrets) await verifier.authorize(secret, REQUEST);

/** Visits every token once, in an order that no memory of the processor foresees. */
const order = secrets.map((_, index) => secrets[(index * 7_919) % secrets.length] ?? '');
const known = new Map(secrets.map((secret) => [crypto.hash('sha256', secret, 'base64url'), { secret }]));

function floor(): number {
  let found = 0;
  for (const secret of order) if (known.has(crypto.hash('sha256', secret, 'base64url'))) found++;
  return found;
}

function authorize(): number {
  let allowed = 0;
  for (const secret of order) {
    const answered = verifier.authorize(secret, REQUEST);
    if (answered instanceof Promise) throw new Error('it is not in memory');
    if (answered.outcome === 'allowed') allowed++;
  }
  return allowed;
}

const times: Record<'floor' | 'authorize', number[]> = { floor: [], authorize: [] };
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, work] of [
    ['floor', floor],
    ['authorize', authorize],
  ] as const) {
    const start = performance.now();
    if (work() !== TOKENS) throw new Error('a token is not what it should be');
    if (round > 0) times[name].push(((performance.now() - start) * 1_000) / TOKENS);
  }
}
await verifier.close();
const [least, own] = [median(times.floor), median(times.authorize)];
const ratio = own / least;
process.stdout.write(
  `  ${TOKENS} tokens: SHA-256 and a look-up ${least.toFixed(2)} us, authorize ${own.toFixed(2)} us: ${ratio.toFixed(2)} times (aim ${LARGEST_RATIO})${ratio > LARGEST_RATIO ? '  MISSED' : ''}\n`,
);
