/**
 * How fast `keyward audit verify` proves a log, and what a running service feels of it.
 *
 *   node bench/audit-verify.ts [entries]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fillAuditLog } from './audit/fill-audit-log.ts';
import { percentile, serve } from './serve.ts';

const ENTRIES = Number(process.argv[2] ?? 1_000_000);
const TARGET_ENTRIES_A_SECOND = 1_000_000 / 30;
const CALL_EVERY_MS = 5;
const QUIET_CALLS = 200;

const service = await serve();
fillAuditLog(service.databasePath, service.accountId, 0, ENTRIES);
await service.checkpoints?.write();

/** Calls at a steady pace, as long as `isWanted` says; answers how long each took. */
async function callAtPace(isWanted: (calls: number) => boolean): Promise<number[]> {
  const times: number[] = [];
  while (isWanted(times.length)) {
    const start = performance.now();
    await service.call({ url: '/api/v2/caller-identity' });
    times.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, CALL_EVERY_MS));
  }
  return times;
}

const quiet = await callAtPace((calls) => calls < QUIET_CALLS);
const start = performance.now();
const child = spawn(
  process.execPath,
  ['packages/cli/src/main.ts', 'audit', 'verify', '--data', service.directory],
  { stdio: ['ignore', 'inherit', 'inherit'] },
);
const exit = once(child, 'exit');
const busy = await callAtPace(() => child.exitCode === null);
const [code] = await exit;
const seconds = (performance.now() - start) / 1_000;
await service.close();

const rate = ENTRIES / seconds;
process.stdout.write(
  `${ENTRIES} entries in ${seconds.toFixed(1)} s, with the start of the process: ${Math.round(rate)} a second${rate < TARGET_ENTRIES_A_SECOND ? '  TOO SLOW' : ''}\n`,
);
for (const [name, times] of [
  ['before', quiet],
  ['meanwhile', busy],
] as const) {
  process.stdout.write(
    `  verifying a token ${name.padEnd(9)} p50 ${percentile(times, 50).toFixed(2)} ms   p99 ${percentile(times, 99).toFixed(2)} ms\n`,
  );
}
process.exitCode = code === 0 ? 0 : 1;
