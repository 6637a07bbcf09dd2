/**
 * How long a decision takes, beside Cedar, casbin and CASL on the same rules in the same run, and how that grows
 * with the rules. Every engine must give the same answers first.
 *
 *   node bench/policy-decide.ts
 */
import { builtInCatalogue, compileRights, decide, type Policy } from '@keyward/policy';
import { installLocked } from '../test/install-locked.ts';
import { type Engine, makeRequests, makeRules } from './flag-rules.ts';
import { casbin } from './peers/casbin.ts';
import { casl } from './peers/casl.ts';
import { cedar } from './peers/cedar.ts';
import { keyward, toPolicy } from './peers/keyward.ts';

const ENGINES: readonly Engine[] = [keyward, cedar, casbin, casl];
const SIZES = [10, 100, 1000, 10_000];
const REQUESTS = 60;
const ROUNDS = 5;
const ROUND_MS = 120;

/** The best round, in microseconds for one run: what the code costs when nothing else takes the processor. */
function measure(run: (index: number) => unknown): number {
  let runs = 1;
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round <= ROUNDS; round++) {
    const start = performance.now();
    for (let index = 0; index < runs; index++) run(index % REQUESTS);
    const milliseconds = performance.now() - start;
    if (milliseconds < ROUND_MS / 2 && runs < 1e8) {
      runs *= 2;
      round = -1;
    } else {
      best = Math.min(best, (milliseconds * 1000) / runs);
    }
  }
  return best;
}

async function compareEngines(size: number): Promise<Map<string, number>> {
  const rules = makeRules(size);
  const requests = makeRequests(REQUESTS, size);
  const times = new Map<string, number>();
  let expected: boolean[] | undefined;
  for (const engine of ENGINES) {
    const decides = await engine.prepare(rules, requests);
    const answers = requests.map((_, index) => decides(index));
    expected ??= answers;
    const differing = answers.findIndex((answer, index) => answer !== expected?.[index]);
    if (differing >= 0) {
      throw new Error(`${engine.name} decides ${JSON.stringify(requests[differing])} otherwise`);
    }
    times.set(engine.name, measure(decides));
  }
  return times;
}

function rightsOf(policy: Policy) {
  return compileRights({ scope: { inlineRole: policy } }, builtInCatalogue);
}

/** A text that was not read before costs the reading too. */
function measureNewTexts(): number {
  const rights = rightsOf(toPolicy(makeRules(10)));
  const texts = Array.from({ length: 100_000 }, (_, index) => `proj/p1:env/production:flag/f${index}`);
  let next = 0;
  return measure(() => {
    next = (next + 1) % texts.length;
    return decide(rights, { action: 'updateOn', resource: texts[next] ?? '' });
  });
}

/** Patterns that backtracking matchers choke on, none of which matches. */
function measureHostilePatterns(count: number): number {
  const rights = rightsOf(
    Array.from({ length: count }, (_, index) => ({
      effect: 'allow',
      resources: [`proj/*a*b*c*${index}z`],
      actions: ['*'],
    })),
  );
  const request = { action: 'viewProject', resource: `proj/${'abc'.repeat(20)}` };
  return measure(() => decide(rights, request));
}

/** Bytes for one decision once the code is compiled, of runs short enough that nothing is collected between them. */
function measureGarbage(): number {
  const rights = rightsOf(toPolicy(makeRules(10)));
  const request = { action: 'updateOn', resource: 'proj/p1:env/production:flag/f' };
  for (let run = 0; run < 1_000_000; run++) decide(rights, request);
  const runs = 20_000;
  const samples = Array.from({ length: 9 }, () => {
    const before = process.memoryUsage().heapUsed;
    for (let run = 0; run < runs; run++) decide(rights, request);
    return (process.memoryUsage().heapUsed - before) / runs;
  });
  return samples.filter((bytes) => bytes >= 0).sort((a, b) => a - b)[0] ?? Number.NaN;
}

const format = (microseconds: number) => microseconds.toFixed(microseconds < 10 ? 2 : 0).padStart(9);
const verdict = (reached: boolean) => (reached ? 'reached' : 'MISSED');

installLocked(new URL('./', import.meta.url));
console.log('microseconds a decision, and how many times Keyward\n');
console.log(`statements ${ENGINES.map(({ name }) => name.padStart(19)).join('')}`);
const keywardTimes: number[] = [];
let cedarRatio = 0;
for (const size of SIZES) {
  const times = await compareEngines(size);
  const own = times.get(keyward.name) ?? Number.NaN;
  keywardTimes.push(own);
  if (size === SIZES[0]) cedarRatio = (times.get(cedar.name) ?? Number.NaN) / own;
  const cells = Array.from(times.values(), (time) => {
    const ratio = time === own ? '' : `${(time / own).toFixed(time / own < 10 ? 1 : 0)}x`;
    return `${format(time)} ${ratio.padStart(9)}`;
  });
  console.log(`${String(size).padStart(10)} ${cells.join('')}`);
}
const [least = Number.NaN] = keywardTimes;
const growth = (keywardTimes.at(-1) ?? Number.NaN) / least;
const patterns = [100, 1000].map(measureHostilePatterns);
const [hundred = Number.NaN, thousand = Number.NaN] = patterns;
const garbage = measureGarbage();
console.log(`
10 statements: ${least.toFixed(2)} us, at most 0.3: ${verdict(least <= 0.3)}
Cedar: ${cedarRatio.toFixed(0)} times that, at least 100: ${verdict(cedarRatio >= 100)}
10 000 statements: ${growth.toFixed(1)} times that, at most 3: ${verdict(growth <= 3)}
patterns *a*b*c*: ${hundred.toFixed(1)} us for 100, ${thousand.toFixed(1)} us for 1000, at most 15 times that: ${verdict(thousand <= 15 * hundred)}
a resource not asked about before: ${measureNewTexts().toFixed(2)} us
memory for one decision: ${garbage.toFixed(0)} bytes, at most 64 (one small object): ${verdict(garbage <= 64)}`);
