/**
 * `npm run bench -- verify-in-process`: authenticating a warm token and deciding what it may do, without HTTP, beside one SHA-256 of the
 * secret and one look-up in a Map with as many keys.
 *
 *   node bench/verify-in-process.ts [tokens]
 */
import crypto from 'node:crypto';
import { decide } from '@keyward/policy';
import { authenticate } from '../packages/server/src/verification/authenticate.ts';
import { serve } from './serve.ts';
import { fillSecrets } from './tokens/fill-secrets.ts';
import { median } from './verify/wrk.ts';

const TOKENS = Number(process.argv[2] ?? 100_000);
const ROUNDS = 9;
const LARGEST_RATIO = 1.5;
const REQUEST = { action: 'viewProject', resource: 'proj/web' };
const PRESENTER = { address: '127.0.0.1', changes: false };

const service = await serve({ KEYWARD_CACHE_ENTRIES: String(2 * TOKENS), KEYWARD_CACHE_MEGABYTES: '16000' });
const { deployment } = service;
const secrets = await fillSecrets(service.databasePath, deployment.pepper, service.accountId, TOKENS);
for (const secret of secrets) {
  const { outcome } = await authenticate(deployment, secret, PRESENTER);
  if (outcome !== 'authenticated') throw new Error(outcome);
}
/** Visits every token once, in an order that no memory of the processor foresees. */
const order = secrets.map((_, index) => secrets[(index * 7_919) % secrets.length] ?? '');
const known = new Map(secrets.map((secret) => [crypto.hash('sha256', secret, 'base64url'), { secret }]));

function floor(): number {
  let found = 0;
  for (const secret of order) if (known.has(crypto.hash('sha256', secret, 'base64url'))) found++;
  return found;
}

function verify(): number {
  let allowed = 0;
  for (const secret of order) {
    const found = authenticate(deployment, secret, PRESENTER);
    if (found instanceof Promise || found.outcome !== 'authenticated') throw new Error('it is not in memory');
    if (decide(found.principal.rights, REQUEST).allowed) allowed++;
  }
  return allowed;
}

const times: Record<'floor' | 'verify', number[]> = { floor: [], verify: [] };
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, work] of [
    ['floor', floor],
    ['verify', verify],
  ] as const) {
    const start = performance.now();
    if (work() !== TOKENS) throw new Error('a token is not what it should be');
    if (round > 0) times[name].push(((performance.now() - start) * 1_000) / TOKENS);
  }
}
await service.close();
const [least, own] = [median(times.floor), median(times.verify)];
const ratio = own / least;
process.stdout.write(
  `  ${TOKENS} tokens: SHA-256 and a look-up ${least.toFixed(2)} us, authenticate and decide ${own.toFixed(2)} us: ${ratio.toFixed(2)} times (aim ${LARGEST_RATIO})${ratio > LARGEST_RATIO ? '  MISSED' : ''}\n`,
);
