import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import type { TestContext } from 'node:test';
import { debianProgram } from '../test/debian-program.ts';

/** From now on these processes, and those that they start, cannot bring anything to their disk. @returns a function that ends this */
export async function failSyncs(t: TestContext, pids: readonly number[]): Promise<() => Promise<void>> {
  const words = ['-f', '-qq', '-e', 'trace=fsync,fdatasync', '-e', 'inject=fsync,fdatasync:error=EIO'];
  const traced = pids.flatMap((pid) => ['-p', String(pid)]);
  const strace = spawn(debianProgram('strace', 'strace'), [...words, '-o', '/dev/null', ...traced], {
    stdio: 'ignore',
  });
  const ended = once(strace, 'close');
  t.after(() => strace.kill('SIGKILL'));
  while (!pids.every(isTraced)) await new Promise((resolve) => setTimeout(resolve, 10));
  return async () => {
    strace.kill('SIGTERM');
    await ended;
  };
}

/** Whether each thread is; a process that has ended meanwhile does nothing any more. */
function isTraced(pid: number): boolean {
  try {
    return readdirSync(`/proc/${pid}/task`).every((task) => {
      const status = readFileSync(`/proc/${pid}/task/${task}/status`, 'utf8');
      return !/^TracerPid:\t0$/m.test(status);
    });
  } catch {
    return true;
  }
}
