import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const node = join(root, 'node_modules', '.bin', 'node');
const program = join(root, 'packages', 'cli', 'src', 'main.ts');
/** The starts share what Node made of the source. */
const compileCache = join(root, 'node_modules', '.cache', 'keyward-e2e');
const PATIENCE_MS = 60_000;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** Where stdout goes: to the test, to a reader that is gone, or into an open file. */
  readonly stdout?: 'pipe' | 'closed' | number;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A temporary directory with files in it, gone after the test. What is no text is written as JSON. */
export function directoryWith(t: TestContext, files: Readonly<Record<string, unknown>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'keyward-cli-'));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const isText = typeof content === 'string' || content instanceof Uint8Array;
    writeFileSync(join(directory, name), isText ? content : JSON.stringify(content));
  }
  return directory;
}

/** Runs `keyward policy WORDS` in a directory to its end. */
export function runPolicy(
  directory: string,
  words: readonly string[],
  input?: string,
  options?: RunOptions,
): Promise<Ended> {
  return runKeywardIn(directory, ['policy', ...words], input, options);
}

/** Runs `keyward WORDS` in a directory to its end. */
export async function runKeywardIn(
  directory: string,
  words: readonly string[],
  input = '',
  { stdout = 'pipe', environment = {} }: RunOptions = {},
): Promise<Ended> {
  const child = spawn(node, [program, ...words], {
    cwd: directory,
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache, ...environment },
    stdio: ['pipe', typeof stdout === 'number' ? stdout : 'pipe', 'pipe'],
    timeout: PATIENCE_MS,
    killSignal: 'SIGKILL',
  });
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8');
    child[name]?.on('data', (chunk: string) => {
      text[name] += chunk;
    });
  }
  if (stdout === 'closed') child.stdout?.destroy();
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(input);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('close', resolve);
    child.on('error', reject);
  });
  return { code, ...text };
}
