import type { MonotonicMs } from '../verification/lease.ts';

/**
 * A clock that all processes of the machine read alike, that nobody can set, and that goes on while a process is stopped:
 * `process.hrtime` counts from no time of the process, `performance.now` does. Whoever is stopped between the two readings is ahead.
 */
export function machineClock(): MonotonicMs {
  const ownMs = performance.now();
  const aheadMs = Number(process.hrtime.bigint()) / 1e6 - ownMs;
  return () => performance.now() + aheadMs;
}
