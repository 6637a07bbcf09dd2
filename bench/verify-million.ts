/**
 * `npm run bench -- verify-million`: a node on a data directory with a million tokens: how soon it is ready, how much memory it takes,
 * and how it answers random verifies that come at their own pace, whoever was answered or not. The service has both cores, as it has them where
 * people run it; the load takes its share of the second. A latency counts from the moment at which the call was to be sent. `BENCH_TOKENS` and `BENCH_SECONDS` make it short.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openDeployment, readConfig, systemClock } from '@keyward/server';
import { percentile } from './serve.ts';
import { fillSecrets } from './tokens/fill-secrets.ts';
import { startKeyward } from './verify/start-keyward.ts';
import { LOAD_CORE, SERVER_CORE } from './verify/wrk.ts';

const TOKENS = Number(process.env.BENCH_TOKENS ?? 1_000_000);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 60);
const PER_SECOND = 2_000;
const CONNECTIONS = 64;
const WARM_UP_SECONDS = 2;

const READY_AIM_MS = 3_000;
const MEMORY_AIM_MIB = 512;
const P99_AIM_MS = 25;
/** Of a minute so many seconds may miss it. */
const LATE_SECONDS_A_MINUTE = 1;

let secrets: readonly string[] = [];
let startedAt = 0;
const keyward = await startKeyward(async (path) => {
  secrets = await fill(path);
  startedAt = performance.now();
}, `${SERVER_CORE},${LOAD_CORE}`);
let isMissed = false;
try {
  while ((await fetch(`${keyward.url}/readyz`)).status !== 200) await pause(5);
  const readyMs = performance.now() - startedAt;
  say(`ready after ${readyMs.toFixed(0)} ms`, `under ${READY_AIM_MS}`, readyMs < READY_AIM_MS);

  spawnSync('taskset', ['-a', '-p', '-c', LOAD_CORE, String(process.pid)]);
  const latencies = await load();
  const peakMib = statusKib('VmHWM') / 1_024;
  say(`${peakMib.toFixed(0)} MiB at most`, `under ${MEMORY_AIM_MIB}`, peakMib < MEMORY_AIM_MIB);

  const p99s = latencies.slice(WARM_UP_SECONDS).map((second) => percentile(second, 99));
  const late = p99s.filter((p99) => p99 > P99_AIM_MS).length;
  const allowed = Math.ceil((SECONDS * LATE_SECONDS_A_MINUTE) / 60);
  say(
    `${PER_SECOND} random verifies/s: p99 within ${P99_AIM_MS} ms in ${SECONDS - late} of ${SECONDS} seconds (median ${percentile(p99s, 50).toFixed(1)} ms, worst ${Math.max(...p99s).toFixed(1)} ms)`,
    `at least ${SECONDS - allowed}`,
    late <= allowed,
  );
} finally {
  await keyward.stop();
}
process.exit(isMissed ? 1 : 0);

function say(figure: string, aim: string, isMet: boolean): void {
  isMissed ||= !isMet;
  process.stdout.write(`  ${figure} (aim: ${aim})  ${isMet ? 'met' : 'MISSED'}\n`);
}

async function fill(path: string): Promise<readonly string[]> {
  const config = readConfig({}, { data: dirname(path) });
  const deployment = await openDeployment(config, systemClock(), { create: false });
  const [account] = await deployment.store.reads.accounts.listAccounts();
  await deployment.close();
  if (account === undefined) throw new Error('there is no account');
  const from = performance.now();
  const made = await fillSecrets(path, deployment.pepper, account.id, TOKENS);
  process.stdout.write(`  ${TOKENS} tokens (${((performance.now() - from) / 1_000).toFixed(0)} s to make)\n`);
  return made;
}

/** @returns the latencies of the calls that were to be sent in each second, those of the warm-up first */
async function load(): Promise<readonly (readonly number[])[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const seconds = Array.from({ length: WARM_UP_SECONDS + SECONDS }, (): number[] => []);
  const total = seconds.length * PER_SECOND;
  const calls: Promise<void>[] = [];
  const from = performance.now();
  while (calls.length < total) {
    const due = Math.min(total, ((performance.now() - from) / 1_000) * PER_SECOND);
    while (calls.length < due) {
      const intendedAt = from + (calls.length * 1_000) / PER_SECOND;
      const second = seconds[Math.floor(calls.length / PER_SECOND)];
      const secret = secrets[Math.floor(Math.random() * secrets.length)] ?? '';
      calls.push(verify(agent, secret).then(() => void second?.push(performance.now() - intendedAt)));
    }
    await pause(1);
  }
  await Promise.all(calls);
  agent.destroy();
  return seconds;
}

function verify(agent: Agent, secret: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { agent, headers: { authorization: secret } };
    const call = request(`${keyward.url}/api/v2/caller-identity`, options, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`a live token was answered ${answer.statusCode}`));
      answer.on('end', resolve).resume();
    });
    call.on('error', reject).end();
  });
}

function statusKib(field: string): number {
  const status = readFileSync(`/proc/${keyward.pid}/status`, 'utf8');
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]);
}
