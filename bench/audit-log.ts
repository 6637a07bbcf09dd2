/**
 * How long pages and searches of the audit log take, through the whole service, with 10 000 to a million entries.
 *
 *   node bench/audit-log.ts [entries]
 */
import { fillAuditLog, timeOfEntry } from './audit/fill-audit-log.ts';
import { type Call, percentile, serve } from './serve.ts';

const AUDIT = '/api/v2/auditlog';
const SIZES = [10_000, 100_000, 1_000_000];
const ROUNDS = 20;
const PAGE_TARGET_MS = 200;
const SEARCH_TARGET_MS = 300;

const largest = Number(process.argv[2] ?? SIZES.at(-1));
const service = await serve();

/** How long the call takes, and the longest that the thread of the service was held up meanwhile. */
async function measure(call: Call) {
  const times: number[] = [];
  let longestStallMs = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    longestStallMs = Math.max(longestStallMs, performance.now() - last - 1);
    last = performance.now();
  }, 1);
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    await service.call({ ...call, url: `${AUDIT}${call.url}` });
    times.push(performance.now() - start);
  }
  clearInterval(timer);
  return { p50: percentile(times, 50), p95: percentile(times, 95), longestStallMs };
}

function callsFor(size: number): Readonly<Record<string, Call>> {
  const token = `member/${'42'.padStart(24, '0')}:token/${'10'.padStart(24, '0')}`;
  const middle = Math.floor(size / 2);
  const allow = (resources: string[], actions = ['*']) => ({ effect: 'allow', resources, actions });
  return {
    'first page': { url: '?limit=20' },
    'page 10 000, by its cursor': { url: `?limit=20&beforeEntry=${Math.max(size - 200_000, middle)}` },
    'before the middle': { url: `?limit=20&before=${timeOfEntry(middle)}` },
    'before the oldest': { url: `?limit=20&before=${timeOfEntry(10)}` },
    'one token': { url: `?limit=20&spec=${token}` },
    'tokens of one member': { url: `?limit=20&spec=member/${'42'.padStart(24, '0')}:token/*` },
    'a token whose member is not named': { url: `?limit=20&spec=member/*:token/${'11'.padStart(24, '0')}` },
    'roles, which are few': { url: '?limit=20&spec=role/*' },
    'deletions of tokens': { url: '?limit=20', body: [allow(['member/*:token/*'], ['deleteAccessToken'])] },
    'all but tokens, by a deny': {
      url: '?limit=20',
      body: [allow(['*']), { effect: 'deny', resources: ['member/*:token/0*'], actions: ['*'] }],
    },
    'search: a word of one entry': { url: `?limit=20&q=Operations%20${size - 1}` },
    'search: a word of every entry': { url: '?limit=20&q=deploy' },
    'search: a word of no entry': { url: '?limit=20&q=nowhere%20to%20be%20found' },
    'search: two letters of every entry': { url: '?limit=20&q=de' },
    'search: two letters of no entry': { url: '?limit=20&q=zq' },
    'search: one member and a word': {
      url: `?limit=20&q=deploy&spec=member/${'42'.padStart(24, '0')}:token/*`,
    },
    'counts of everything in 50 parts': {
      url: `/counts?after=${timeOfEntry(0)}&before=${timeOfEntry(size)}`,
      body: [],
    },
  };
}

let filled = 0;
for (const size of SIZES.filter((each) => each <= largest)) {
  const start = performance.now();
  fillAuditLog(service.databasePath, service.accountId, filled, size);
  const seconds = (performance.now() - start) / 1_000;
  process.stdout.write(`\n${size} entries; ${Math.round((size - filled) / seconds)} a second were written\n`);
  filled = size;
  for (const [name, call] of Object.entries(callsFor(size))) {
    const { p50, p95, longestStallMs } = await measure(call);
    const target = name.startsWith('search') ? SEARCH_TARGET_MS : PAGE_TARGET_MS;
    const verdict = name.startsWith('counts') || p95 <= target ? '' : `  OVER ${target} ms`;
    process.stdout.write(
      `  ${name.padEnd(36)} p50 ${p50.toFixed(1).padStart(7)} ms   p95 ${p95.toFixed(1).padStart(7)} ms   stall ${longestStallMs.toFixed(1).padStart(5)} ms${verdict}\n`,
    );
  }
}

await service.close();
