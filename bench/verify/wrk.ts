import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The load has a core of its own, and so has what is measured. */
export const SERVER_CORE = '0';
export const LOAD_CORE = '1';
const TICKS_A_SECOND = 100;

export interface Round {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** What the process of the server used. */
  readonly microsecondsEach: number;
}

export interface Load {
  readonly url: string;
  readonly secret: string;
  readonly pid: number;
  readonly seconds: number;
  readonly connections: number;
  /** A Lua script of wrk that says what is sent, where that is no GET. */
  readonly script?: string;
}

/** One round of wrk. @throws Error when it is missing, or an answer was not 2xx */
export function wrk({ url, secret, pid, seconds, connections, script }: Load): Round {
  const before = processorSeconds(pid);
  const words = ['-c', LOAD_CORE, 'wrk', '-t1', `-c${connections}`, `-d${seconds}s`, '--latency'];
  const said = [...(script === undefined ? [] : ['-s', script]), '-H', `Authorization: ${secret}`, url];
  const { stdout, status, error } = spawnSync('taskset', [...words, ...said], { encoding: 'utf8' });
  if (status !== 0) throw new Error('wrk is needed: install the package `wrk`', { cause: error });
  if (/Non-2xx|Socket errors/.test(stdout)) throw new Error(stdout);
  const requests = Number(/(\d+) requests in/.exec(stdout)?.[1]);
  return {
    requestsPerSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]),
    p50Ms: milliseconds(/50%\s+([\d.]+)(us|ms|s)/.exec(stdout)),
    p99Ms: milliseconds(/99%\s+([\d.]+)(us|ms|s)/.exec(stdout)),
    microsecondsEach: ((processorSeconds(pid) - before) * 1e6) / requests,
  };
}

function milliseconds(match: RegExpExecArray | null): number {
  const [, number, unit] = match ?? [];
  return Number(number) * { us: 0.001, ms: 1, s: 1_000 }[unit as 'us' | 'ms' | 's'];
}

/** Of a process with all its threads, as `/proc` counts them. */
function processorSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
