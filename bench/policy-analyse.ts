import { builtInCatalogue, compileRights, contains, type Policy, type Rights } from '@keyward/policy';
import { chances, relatedPolicy, teamPolicy } from './team-policies.ts';

/** How long it takes to say whether one policy is within another, both as teams write them, and what memory. */
const pairs = Number(process.argv[2] ?? 120);
const rights = (policy: Policy) => compileRights({ scope: { inlineRole: policy } }, builtInCatalogue);

/** The least of so many runs counts, so that what else the machine does weighs less. */
const RUNS = 3;

interface Pair {
  readonly outer: Rights;
  readonly inner: Rights;
}

/** A server is warm when it matters; the first comparisons of a process take about three times as long. */
for (const { outer, inner } of pairsOf(20, 1)) contains(outer, inner, builtInCatalogue);

for (const statements of [1, 10, 20, 50, 200]) {
  const measured = pairsOf(statements, 2);
  const verdicts = { contained: 0, not_contained: 0, not_provable: 0 };
  const times = measured.map(({ outer, inner }) => {
    const runs = Array.from({ length: RUNS }, () => {
      const start = performance.now();
      const { verdict } = contains(outer, inner, builtInCatalogue);
      return { verdict, took: performance.now() - start };
    });
    verdicts[runs[0]?.verdict ?? 'not_provable']++;
    return Math.min(...runs.map(({ took }) => took));
  });
  const unproved = ((100 * verdicts.not_provable) / pairs).toFixed(1);
  console.log(
    `${statements} statements a side: median ${at(times, 0.5)} ms, p95 ${at(times, 0.95)} ms, max ${at(times, 1)} ms; ` +
      `${verdicts.contained} contained, ${verdicts.not_contained} not, ${unproved} % not provable; ` +
      `heap growth at most ${heapGrowth(measured.slice(0, 40))}`,
  );
}

function pairsOf(statements: number, seed: number): Pair[] {
  const next = chances(seed * 1_000 + statements);
  return Array.from({ length: pairs }, () => {
    const policy = teamPolicy(next, statements);
    return { outer: rights(policy), inner: rights(relatedPolicy(next, policy)) };
  });
}

function at(times: readonly number[], share: number): string {
  const sorted = times.toSorted((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2);
}

/** What one comparison adds to the heap before anything is collected; the collector runs only between them. */
function heapGrowth(measured: readonly Pair[]): string {
  const { gc } = globalThis;
  if (!gc) return 'not measured, run with --expose-gc';
  const growths = measured.map(({ outer, inner }) => {
    gc();
    const before = process.memoryUsage().heapUsed;
    contains(outer, inner, builtInCatalogue);
    return process.memoryUsage().heapUsed - before;
  });
  return `${(Math.max(...growths) / 2 ** 20).toFixed(0)} MB`;
}
