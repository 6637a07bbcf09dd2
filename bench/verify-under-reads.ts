/**
 * What a verification feels of people who look at long lists meanwhile: pages, searches, health counts, members and the
 * audit log of an account with many tokens, all in the same process (RULINGS 26).
 *
 *   node bench/verify-under-reads.ts [tokens]
 */
import { percentile, serve } from './serve.ts';
import { fillTokens } from './tokens/fill-tokens.ts';

const TOKENS = Number(process.argv[2] ?? 100_000);
const CALLS = 3_000;
const CALL_EVERY_MS = 2;
const LARGEST_RATIO = 2;

const READS = [
  '/api/v2/tokens?showAll=true&limit=25',
  '/api/v2/tokens?showAll=true&limit=25&offset=50000',
  '/api/v2/tokens?showAll=true&q=billing-export',
  '/api/v2/tokens?showAll=true&sort=-lastUsed&status=active',
  '/api/v2/tokens/health?showAll=true',
  '/api/v2/members?limit=100&sort=displayName',
  '/api/v2/members?filter=query:member49',
  '/api/v2/auditlog?limit=20',
];

const service = await serve();
await fillTokens(service.databasePath, service.accountId, TOKENS);

async function verifyAtPace(): Promise<number[]> {
  const times: number[] = [];
  while (times.length < CALLS) {
    const start = performance.now();
    await service.call({ url: '/api/v2/caller-identity' });
    times.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, CALL_EVERY_MS));
  }
  return times;
}

/** One read after another, as a person with several tabs. */
async function readUntil(isOver: () => boolean): Promise<number> {
  let reads = 0;
  for (; !isOver(); reads++) await service.call({ url: READS[reads % READS.length] ?? '' });
  return reads;
}

await verifyAtPace();
const idle = await verifyAtPace();
let isOver = false;
const readers = [1, 2].map(() => readUntil(() => isOver));
const busy = await verifyAtPace();
isOver = true;
const reads = (await Promise.all(readers)).reduce((sum, each) => sum + each, 0);
await service.close();

for (const [name, times] of [
  ['idle', idle],
  [`under ${reads} reads of ${TOKENS} tokens`, busy],
] as const) {
  const at = (hundredths: number) => percentile(times, hundredths).toFixed(2).padStart(7);
  process.stdout.write(`  verifying, ${name.padEnd(40)} p50 ${at(50)} ms   p99 ${at(99)} ms\n`);
}
const ratio = percentile(busy, 99) / percentile(idle, 99);
process.stdout.write(
  `  p99 ${ratio.toFixed(1)} times (aim ${LARGEST_RATIO})${ratio > LARGEST_RATIO ? '  MISSED' : ''}\n`,
);
