/**
 * `npm run bench -- verify-http`: verifying a warm token over HTTP on one core, beside a bare `node:http` that answers the same
 * bytes, in interleaved rounds. Needs `wrk`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../test/free-port.ts';
import { startKeyward } from './verify/start-keyward.ts';
import { median, type Round, SERVER_CORE, wrk } from './verify/wrk.ts';

const ROUNDS = Number(process.argv[2] ?? 5);
const SECONDS = Number(process.argv[3] ?? 5);
const CONNECTIONS = 16;
const SMALLEST_SHARE = 0.82;
const LARGEST_P99 = 3;

const keyward = await startKeyward();
const path = '/api/v2/caller-identity';
const secret = keyward.ownerSecret;

const answer = await fetch(`${keyward.url}${path}`, { headers: { authorization: secret } });
const own = ['date', 'connection', 'keep-alive', 'content-length'];
const headers = Object.fromEntries([...answer.headers].filter(([name]) => !own.includes(name)));
const file = join(mkdtempSync(join(tmpdir(), 'keyward-bench-')), 'answer.json');
const body = await answer.text();
writeFileSync(file, JSON.stringify({ headers: { ...headers, 'content-length': String(body.length) }, body }));
const port = await freePort();
const bareProgram = new URL('./verify/bare-server.ts', import.meta.url).pathname;
const bare = spawn('taskset', ['-c', SERVER_CORE, process.execPath, bareProgram, file, String(port)]);
await once(bare.stdout, 'data');

const loads = {
  'bare node:http': { url: `http://127.0.0.1:${port}${path}`, pid: bare.pid ?? 0 },
  Keyward: { url: `${keyward.url}${path}`, pid: keyward.pid },
};
const rounds = new Map<string, Round[]>();
for (let round = 0; round <= ROUNDS; round++) {
  for (const [name, load] of Object.entries(loads)) {
    const measured = wrk({ ...load, secret, seconds: SECONDS, connections: CONNECTIONS });
    if (round > 0) rounds.set(name, [...(rounds.get(name) ?? []), measured]);
  }
}
bare.kill();
await keyward.stop();

const of = (name: keyof typeof loads, field: keyof Round) =>
  median((rounds.get(name) ?? []).map((round) => round[field]));
for (const name of Object.keys(loads) as (keyof typeof loads)[]) {
  const figures = [
    `${of(name, 'requestsPerSecond').toFixed(0).padStart(7)} requests/s`,
    `${of(name, 'microsecondsEach').toFixed(1).padStart(6)} us of the processor each`,
    `p50 ${of(name, 'p50Ms').toFixed(2)} ms`,
    `p99 ${of(name, 'p99Ms').toFixed(2)} ms`,
  ];
  process.stdout.write(`  ${name.padEnd(16)} ${figures.join('   ')}\n`);
}
const share = of('Keyward', 'requestsPerSecond') / of('bare node:http', 'requestsPerSecond');
const p99 = of('Keyward', 'p99Ms') / of('bare node:http', 'p99Ms');
const verdict = (isMet: boolean) => (isMet ? '' : '  MISSED');
process.stdout.write(
  `  ${share.toFixed(2)} of bare (aim ${SMALLEST_SHARE})${verdict(share >= SMALLEST_SHARE)}; p99 ${p99.toFixed(1)} times (aim ${LARGEST_P99})${verdict(p99 <= LARGEST_P99)}\n`,
);
