import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { assertNoLeak, issuedSecrets, remainsOf } from './test-end.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const node = join(root, 'node_modules', '.bin', 'node');
const program = join(root, 'packages', 'cli', 'src', 'main.ts');
/** Hundreds of starts share what Node made of the source. The most talkative log is the one that could tell most. */
const DEFAULTS = {
  NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'keyward-e2e'),
  KEYWARD_LOG_LEVEL: 'trace',
};

/** Nothing of this is an assertion on speed: it only ends a test that would otherwise wait for ever. */
const PATIENCE_MS = 60_000;

const SETUP_CODE = /kwb_[0-9A-Za-z]{36}/;

export type Environment = Readonly<Record<string, string>>;

export interface ProcessOptions {
  readonly environment?: Environment;
  /** The program that runs the words of the command, such as `unshare`; by default none. */
  readonly launcher?: readonly string[];
}

export interface ServeOptions extends ProcessOptions {
  /** The data directory; undefined when the environment names a database. */
  readonly data?: string;
  /** Further flags of `keyward serve`. */
  readonly flags?: readonly string[];
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Ended extends Exit {
  readonly stdout: string;
  readonly stderr: string;
}

export interface KeywardProcess {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly exit: Promise<Exit>;
  /** Everything that was written so far. */
  stdout(): string;
  stderr(): string;
  /** Resolves with the match once stderr holds it. Rejects when the process ends first. */
  stderrMatch(pattern: RegExp): Promise<RegExpMatchArray>;
  /** SIGTERM, then waits for the end. */
  stop(): Promise<Exit>;
  /** SIGKILL, then waits for the end. */
  kill(): Promise<Exit>;
}

/** A temporary directory that is gone after the test, and in which no secret may have come to lie. */
export function temporaryDirectory(t: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'keyward-e2e-'));
  remainsOf(t).directories.push(directory);
  return directory;
}

/** The command `keyward WORDS`, for tests that spawn it in their own way. */
export function keywardCommand(words: readonly string[]): [command: string, ...words: string[]] {
  return [node, program, ...words];
}

/** The verbs that print a secret: on stdout, once. */
const PRINTS_SECRET = ['account', 'init', 'members'];

/** Runs `keyward WORDS` to its end. */
export async function runKeyward(words: readonly string[], options: ProcessOptions = {}): Promise<Ended> {
  const running = spawnKeyward(words, options);
  const timer = setTimeout(() => running.child.kill('SIGKILL'), PATIENCE_MS);
  const exit = await running.exit;
  clearTimeout(timer);
  const ended = { ...exit, stdout: running.stdout(), stderr: running.stderr() };
  const { stdout, stderr } = ended;
  const printsSecret = PRINTS_SECRET.includes(words[0] ?? '');
  if (printsSecret) issuedSecrets.addAllOf(stdout);
  assertNoLeak(issuedSecrets.findIn(printsSecret ? { stderr } : { stdout, stderr }));
  return ended;
}

function placeOf(data: string | undefined): readonly string[] {
  return data === undefined ? [] : ['--data', data];
}

/** Makes an owner in a data directory, or in the database that the environment names; answers the secret of the owner's token. */
export async function initKeyward(data: string | undefined, options: ProcessOptions = {}): Promise<string> {
  const words = ['init', ...placeOf(data), '--email', 'owner@example.com', '--expires', 'never', '-q'];
  const { code, stdout, stderr } = await runKeyward(words, options);
  if (code !== 0) throw new Error(`keyward init ended with ${code}: ${stderr}`);
  return stdout.trim();
}

/** Starts `keyward serve` on a free port of loopback and waits until it serves, or waits for its database. Ended with the test. */
export async function startKeyward(t: TestContext, options: ServeOptions): Promise<KeywardProcess> {
  const words = ['serve', ...placeOf(options.data), '--port', '0', ...(options.flags ?? [])];
  const { child, exit, stdout, stderr } = spawnKeyward(words, options);
  const end = (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    return exit;
  };
  const { ends, outputs } = remainsOf(t);
  ends.push(() => end('SIGKILL'));
  outputs.push(() => ({ stdout: stdout(), stderr: withoutSetupCode(stderr()) }));

  const stderrMatch = (pattern: RegExp) =>
    new Promise<RegExpMatchArray>((resolve, reject) => {
      const fail = (reason: string) =>
        reject(new Error(`stderr never matched ${pattern}: ${reason}\n${stderr()}\n${stdout()}`));
      const timer = setTimeout(() => fail('time is up'), PATIENCE_MS);
      const look = () => {
        const match = stderr().match(pattern);
        if (match === null) return;
        clearTimeout(timer);
        child.stderr?.off('data', look);
        resolve(match);
      };
      child.stderr?.on('data', look);
      void exit.then(({ code, signal }) => {
        clearTimeout(timer);
        look();
        fail(`the process ended with ${code ?? signal}`);
      });
      look();
    });

  const [, url = ''] = await stderrMatch(
    /^keyward: (?:serving|waiting for) \S+ on (https?:\/\/\S+?)(?::? |$)/m,
  );
  return {
    url,
    port: Number(new URL(url).port),
    pid: child.pid ?? 0,
    exit,
    stdout,
    stderr,
    stderrMatch,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

export interface OwnedKeyward extends KeywardProcess {
  readonly data: string;
  /** The secret of the owner's token, which never ends. */
  readonly ownerSecret: string;
}

/** Starts the service on a fresh data directory that has an owner. */
export async function startOwnedKeyward(
  t: TestContext,
  options: Omit<ServeOptions, 'data'> = {},
): Promise<OwnedKeyward> {
  const data = join(temporaryDirectory(t), 'data');
  const { environment = {} } = options;
  const ownerSecret = await initKeyward(data, { environment });
  return { ...(await startKeyward(t, { ...options, data })), data, ownerSecret };
}

/** What a service says on stderr without the set-up code, which it prints there, once. */
function withoutSetupCode(stderr: string): string {
  const [code = ''] = SETUP_CODE.exec(stderr) ?? [];
  issuedSecrets.addAllOf(code);
  return stderr.replace(code, '');
}

function spawnKeyward(words: readonly string[], { environment = {}, launcher = [] }: ProcessOptions) {
  const [command = node, ...rest] = [...launcher, ...keywardCommand(words)];
  const child: ChildProcess = spawn(command, rest, {
    cwd: root,
    env: { ...environmentWithoutSettings(), ...DEFAULTS, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8');
    child[name]?.on('data', (chunk: string) => {
      text[name] += chunk;
    });
  }
  const exit = new Promise<Exit>((resolve, reject) => {
    child.on('close', (code, signal) => resolve({ code, signal }));
    child.on('error', reject);
  });
  return { child, exit, stdout: () => text.stdout, stderr: () => text.stderr };
}

/** Settings of whoever runs the tests must not reach the program under test. */
function environmentWithoutSettings(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('KEYWARD_')));
}
