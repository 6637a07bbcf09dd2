import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { IssuedSecrets } from '../../../test/secret-scan.ts';
import { startTestService, type TestService } from '../../server/test/test-service.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const node = join(root, 'node_modules', '.bin', 'node');
const program = join(root, 'packages', 'cli', 'src', 'main.ts');
const compileCache = join(root, 'node_modules', '.cache', 'keyward-e2e');
const PATIENCE_MS = 30_000;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly input?: string;
  /** Undefined takes a variable away. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Told all that was printed so far, each time more is. */
  readonly watch?: (printed: string) => void;
}

export interface CommandLine {
  readonly service: TestService;
  readonly url: string;
  /** A directory for files; `XDG_CONFIG_HOME` is in it. */
  readonly directory: string;
  /** Runs the program in pipes, as the owner unless the environment says otherwise. */
  run(words: readonly string[], options?: RunOptions): Promise<Ended>;
  /** Runs it, and reads what it printed as JSON; it has to end with 0. */
  // biome-ignore lint/suspicious/noExplicitAny: an answer is looked into by assertions, which say what it is
  json(words: readonly string[], options?: RunOptions): Promise<any>;
  /** Runs it, does something once stdout holds the first text, and ends it as Ctrl-C does once it holds the last. */
  interrupted(
    words: readonly string[],
    [first, last]: readonly [first: string, last: string],
    then: () => Promise<unknown>,
  ): Promise<Ended>;
  /** Runs it in a pseudo-terminal, in which stdout and stderr are one, and types each answer once its question is there. */
  inTerminal(
    words: readonly string[],
    answers?: readonly (readonly [question: string, answer: string])[],
    options?: RunOptions,
  ): Promise<{ readonly code: number | null; readonly screen: string }>;
}

/**
 * The program, and a whole service on a port of this machine for it. At the end no secret that it printed may be in the log or
 * the data of the service, nor on stderr.
 */
export async function startCommandLine(t: TestContext): Promise<CommandLine> {
  const issued = new IssuedSecrets();
  const spoken: string[] = [];
  const directory = mkdtempSync(join(tmpdir(), 'keyward-cli-'));
  let service: TestService | undefined;
  t.after(() => {
    const { directory: data = '', logLines = [] } = service ?? {};
    const files = readdirSync(data).filter((name) => !name.startsWith('pepper'));
    const contents = Object.fromEntries(files.map((name) => [name, readFileSync(join(data, name))]));
    const leaks = issued.findIn({ ...contents, log: logLines.join(''), stderr: spoken.join('') });
    rmSync(directory, { recursive: true, force: true });
    assert.deepEqual(leaks, [], 'a secret is where none belongs');
  });
  service = await startTestService(t);
  service.clock.nowMs = Date.now();
  issued.addAllOf(service.ownerSecret);
  await service.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = service.app.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const environment = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:KEYWARD|LD)_/.test(name))),
    NODE_COMPILE_CACHE: compileCache,
    XDG_CONFIG_HOME: join(directory, 'xdg'),
    XDG_CACHE_HOME: join(directory, 'cache'),
    KEYWARD_URL: url,
    // The tests leave the keyring of whoever runs them alone.
    KEYWARD_KEYRING: 'off',
    KEYWARD_ACCESS_TOKEN: service.ownerSecret,
  };
  const start = (command: readonly string[], options: RunOptions) => {
    const [file = node, ...words] = command;
    const given = { ...environment, ...options.environment };
    const child = spawn(file, words, {
      cwd: directory,
      env: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: PATIENCE_MS,
      killSignal: 'SIGKILL',
    });
    const text = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8');
      child[name].on('data', (chunk: string) => {
        text[name] += chunk;
        options.watch?.(text.stdout + text.stderr);
      });
    }
    child.stdin.on('error', () => undefined);
    const ended = new Promise<Ended>((resolve, reject) => {
      child.on('close', (code) => resolve({ code, ...text }));
      child.on('error', reject);
    });
    return { child, text, ended };
  };
  const run: CommandLine['run'] = async (words, options = {}) => {
    const { child, ended } = start([node, program, ...words], options);
    child.stdin.end(options.input ?? '');
    const { code, stdout, stderr } = await ended;
    issued.addAllOf(stdout);
    spoken.push(stderr);
    return { code, stdout, stderr };
  };
  return {
    service,
    url,
    directory,
    run,
    async json(words, options) {
      const { code, stdout, stderr } = await run([...words, '--json'], options);
      assert.equal(code, 0, stderr);
      return JSON.parse(stdout);
    },
    async interrupted(words, [first, last], then) {
      const { child, text, ended } = start([node, program, ...words], {});
      let isFirstThere = false;
      child.stdout.on('data', () => {
        if (!isFirstThere && text.stdout.includes(first)) {
          isFirstThere = true;
          void then();
        }
        if (text.stdout.includes(last)) child.kill('SIGINT');
      });
      return ended;
    },
    async inTerminal(words, answers = [], options = {}) {
      const line = [node, program, ...words].map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
      const { child, text, ended } = start(['script', '-qec', line, '/dev/null'], options);
      const open = [...answers];
      child.stdout.on('data', () => {
        const [[question, answer] = []] = open;
        if (question === undefined || !text.stdout.includes(question)) return;
        open.shift();
        child.stdin.write(`${answer}\r`);
      });
      const { code, stdout } = await ended;
      child.stdin.end();
      return { code, screen: stdout };
    },
  };
}
