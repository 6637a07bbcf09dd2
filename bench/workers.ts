/**
 * `npm run bench -- workers`: verifies of warm tokens over HTTP, and the time of a change, by the number of workers. Nothing is pinned: the
 * load shares the processors with the workers, so on a machine of two the figures say what a worker costs, not what more of them bring.
 * Needs `wrk`.
 */
import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { ask } from '../e2e/faults/ask.ts';
import { keywardOnPostgres } from './verify/keyward-on-postgres.ts';
import { median } from './verify/wrk.ts';

const SECONDS = Number(process.argv[2] ?? 5);
const CONNECTIONS = 64;
const CHANGES = 50;
const WORKERS = [0, 1, 2, 4];

const keyward = await keywardOnPostgres();
try {
  process.stdout.write(`  ${availableParallelism()} processors\n`);
  for (const workers of WORKERS) {
    const node = await keyward.startNode(...(workers === 0 ? [] : ['--workers', String(workers)]));
    const verifies = verifiesInASecond(node.port);
    const changeMs = await medianChangeMs(node.port);
    const name = workers === 0 ? 'one process' : `--workers ${workers}`;
    process.stdout.write(
      `  ${name.padEnd(12)} ${verifies.toFixed(0).padStart(7)} verifies/s   a change in ${changeMs.toFixed(1)} ms (median)\n`,
    );
    await node.stop();
  }
} finally {
  await keyward.stop();
}
process.exit();

/** @throws Error when an answer was not 200 */
function verifiesInASecond(port: number): number {
  const url = `http://127.0.0.1:${port}/api/v2/caller-identity`;
  const words = [
    '-t1',
    `-c${CONNECTIONS}`,
    `-d${SECONDS}s`,
    '-H',
    `Authorization: ${keyward.ownerSecret}`,
    url,
  ];
  const said = execFileSync('wrk', words, { encoding: 'utf8' });
  if (/Non-2xx|Socket errors/.test(said)) throw new Error(said);
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(said)?.[1]);
}

async function medianChangeMs(port: number): Promise<number> {
  const took: number[] = [];
  for (let number = 0; number < CHANGES; number++) {
    const startedAt = performance.now();
    const body = { role: 'reader', name: `change ${number}` };
    const made = await ask(port, '/api/v2/tokens', { secret: keyward.ownerSecret, method: 'POST', body });
    if (made?.status !== 201) throw new Error(made?.text);
    took.push(performance.now() - startedAt);
  }
  return median(took);
}
