import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SERVER_CORE } from './wrk.ts';

const PROGRAM = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url));

export interface Served {
  readonly url: string;
  readonly pid: number;
  readonly ownerSecret: string;
  readonly directory: string;
  stop(): Promise<void>;
}

/** `keyward serve` as people start it, on one core unless others are named, with a fresh data directory and an owner. */
export async function startKeyward(
  fill: (databasePath: string) => Promise<void> = async () => undefined,
  cores: string = SERVER_CORE,
): Promise<Served> {
  const directory = join(mkdtempSync(join(tmpdir(), 'keyward-bench-')), 'data');
  const init = ['init', '--data', directory, '--email', 'owner@example.com', '-q'];
  const { stdout } = spawnSync(process.execPath, [PROGRAM, ...init], { encoding: 'utf8' });
  await fill(join(directory, 'keyward.db'));
  const words = ['-c', cores, process.execPath, PROGRAM, 'serve', '--data', directory, '--port', '0'];
  const child = spawn('taskset', words, { stdio: ['ignore', 'ignore', 'pipe'] });
  return {
    url: await servedUrl(child),
    pid: child.pid ?? 0,
    ownerSecret: stdout.trim(),
    directory,
    async stop() {
      child.kill();
      await once(child, 'close');
      rmSync(join(directory, '..'), { recursive: true, force: true });
    },
  };
}

async function servedUrl(child: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of child.stderr ?? []) {
    text += chunk;
    const [, url] = /serving .* on (\S+)/.exec(text) ?? [];
    if (url !== undefined) return url;
  }
  throw new Error(text);
}
