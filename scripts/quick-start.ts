/**
 * `npm run quick-start`: follows `docs/quick-start.md` in a fresh clone of what is committed, from the install to the end of a token, and
 * says how long each part took. Fails when the page is wrong, or promises too little time.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../test/free-port.ts';
import { runSnippets } from '../test/run-snippets.ts';

const PROMISED_MS = 5 * 60_000;
const SET_UP_CODE = /\bkwb_[0-9A-Za-z]{36}\b/;
const LISTENING = /on http:\S+$/m;

const parent = mkdtempSync(join(tmpdir(), 'keyward-quick-start-'));
const clone = join(parent, 'keyward');
let serverPid: number | undefined;
// Who interrupts it has nothing left of it, neither a process nor a file.
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(signal, () => process.exit(code));
process.once('exit', () => {
  if (serverPid !== undefined) process.kill(-serverPid, 'SIGKILL');
  rmSync(parent, { recursive: true, force: true, maxRetries: 10 });
});
const began = performance.now();
execFileSync('git', ['clone', '--quiet', '.', clone], { stdio: 'inherit' });
tell('cloned');

const port = String(await freePort());
const settings = Object.entries(process.env).filter(([name]) => !/^(?:KEYWARD|npm)_/.test(name));
const env = { ...Object.fromEntries(settings), KEYWARD_PORT: port };
const server = spawn('npm', ['start'], {
  cwd: clone,
  env,
  detached: true,
  stdio: ['ignore', 'ignore', 'pipe'],
});
const ended = once(server, 'close');
serverPid = server.pid;
try {
  const setupCode = await started();
  tell('installed, built and serving');
  const text = readFileSync(join(clone, 'docs/quick-start.md'), 'utf8');
  const real = new Map([
    ['http://127.0.0.1:8080', `http://127.0.0.1:${port}`],
    ['3000', String(await freePort())],
    [SET_UP_CODE.exec(text)?.[0] ?? '', setupCode],
  ]);
  const commands = await runSnippets(text, { directory: clone, env, prelude: '', real });
  tell(`${commands} commands of the page answered as it says`);
  // What the clean-up below takes, a reader of the page does not wait for.
  if (performance.now() - began > PROMISED_MS)
    throw new Error('the quick start took longer than five minutes');
} finally {
  if (serverPid !== undefined) process.kill(-serverPid);
  await ended;
  serverPid = undefined;
}

/** @returns the set-up code, once the server listens */
function started(): Promise<string> {
  let printed = '';
  return new Promise((resolve, reject) => {
    server.stderr.on('data', (bytes) => {
      printed += bytes;
      const [code] = SET_UP_CODE.exec(printed) ?? [];
      if (code !== undefined && LISTENING.test(printed)) resolve(code);
    });
    void ended.then(() => reject(new Error(`the server ended: ${printed}`)));
  });
}

function tell(what: string): void {
  process.stdout.write(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${what}\n`);
}
