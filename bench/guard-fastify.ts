/**
 * `npm run bench -- guard-fastify`: what a guard adds to the processor time of a request on a Fastify route, with tokens that are in
 * memory: the same server with and without it, in interleaved rounds. Needs `wrk`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mintSecret } from '../packages/server/src/tokens/token-format.ts';
import { freePort } from '../test/free-port.ts';
import { median, SERVER_CORE, wrk } from './verify/wrk.ts';

const ROUNDS = Number(process.argv[2] ?? 5);
const SECONDS = Number(process.argv[3] ?? 4);
const CONNECTIONS = 16;
const TOKENS = 1_000;
const AIM_MICROSECONDS = 3;
const KINDS = ['open', 'guarded'] as const;

const directory = mkdtempSync(join(tmpdir(), 'keyward-bench-'));
const file = join(directory, 'secrets.json');
const secrets = Array.from({ length: TOKENS }, () => mintSecret('kw', 'personal'));
writeFileSync(file, JSON.stringify(secrets));
const program = new URL('./verify/guarded-server.ts', import.meta.url).pathname;
const servers = await Promise.all(
  KINDS.map(async (kind) => {
    const port = await freePort();
    const words = ['-c', SERVER_CORE, process.execPath, program, kind, file, String(port)];
    const child = spawn('taskset', words, { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    return { kind, child, url: `http://127.0.0.1:${port}/` };
  }),
);
const each: Record<(typeof KINDS)[number], number[]> = { open: [], guarded: [] };
for (let round = 0; round <= ROUNDS; round++) {
  for (const { kind, child, url } of servers) {
    const secret = `Bearer ${secrets[round]}`;
    const load = { url, secret, pid: child.pid ?? 0, seconds: SECONDS, connections: CONNECTIONS };
    const { microsecondsEach } = wrk(load);
    if (round > 0) each[kind].push(microsecondsEach);
  }
}
for (const { child } of servers) child.kill();
rmSync(directory, { recursive: true });
const [open, guarded] = [median(each.open), median(each.guarded)];
const added = guarded - open;
process.stdout.write(
  `  a request ${open.toFixed(1)} us of the processor, guarded ${guarded.toFixed(1)} us: ${added.toFixed(1)} us more (aim ${AIM_MICROSECONDS})${added > AIM_MICROSECONDS ? '  MISSED' : ''}\n`,
);
