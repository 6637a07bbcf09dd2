import type { MonotonicMs } from '../verification/lease.ts';

/**
 * A clock that all processes of the machine read alike, that nobody can set, and that goes on while a process is stopped:
 * `process.hrtime` counts from no time of the process, `performance.now` does. One reading and no sum of two: a supervisor that was
 * stopped between them would be ahead, and its workers would believe their memory for longer than it waits.
 */
export function machineClock(): MonotonicMs {
  return () => Number(process.hrtime.bigint()) / 1e6;
}
