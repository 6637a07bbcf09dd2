import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SERVER_CORE } from '../wrk.ts';
import type { PeerAsked, PeerMeasured, PeerReady } from './peer-program.ts';

export interface Peer extends PeerReady {
  readonly pid: number;
  /** In process, without HTTP. */
  verify(verifications: number): Promise<number>;
  stop(): Promise<void>;
}

/** Starts a program of this folder on the core of servers; it holds its keys when this resolves. */
export async function startPeer(program: string, words: readonly string[]): Promise<Peer> {
  const directory = mkdtempSync(join(tmpdir(), 'keyward-bench-'));
  const path = fileURLToPath(new URL(`./${program}`, import.meta.url));
  const child = spawn('taskset', ['-c', SERVER_CORE, process.execPath, path, ...words], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, TMPDIR: directory },
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${program} ${words[0]} ended with ${code}`);
  });
  ended.catch(() => undefined);
  const [ready] = (await Promise.race([once(child, 'message'), ended])) as [PeerReady];
  return {
    ...ready,
    pid: child.pid ?? 0,
    async verify(verifications) {
      child.send({ verifications } satisfies PeerAsked);
      const [measured] = (await Promise.race([once(child, 'message'), ended])) as [PeerMeasured];
      return measured.microsecondsEach;
    },
    async stop() {
      child.kill('SIGKILL');
      await ended.catch(() => undefined);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
