/** Runs the commands of a document one after another, and compares what they print with what it shows. */
import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const SECRET = /\bkw[psb]_[0-9A-Za-z]{36}\b/g;
const ID = /\b[0-9a-f]{24}\b/g;
const COMMAND_PATIENCE_MS = 60_000;
const END_PATIENCE_MS = 10_000;

export interface SnippetPlace {
  readonly directory: string;
  readonly env: NodeJS.ProcessEnv;
  /** What is put before every snippet. */
  readonly prelude: string;
  /** What stands in the document, and what it is in this run. */
  readonly real: ReadonlyMap<string, string>;
}

/**
 * What the snippets start in the background they must end themselves. What they leave is ended with the run.
 *
 * @returns how many snippets were run; `npm start` and `npm test` are only looked up
 */
export async function runSnippets(text: string, place: SnippetPlace): Promise<number> {
  const shells: ChildProcess[] = [];
  const endAll = () => shells.forEach(killGroup);
  process.once('exit', endAll);
  try {
    const commands = await runInOrder(text, place, shells);
    await requireEnded(shells);
    return commands;
  } finally {
    process.off('exit', endAll);
    endAll();
  }
}

async function runInOrder(
  text: string,
  { directory, env, prelude, real }: SnippetPlace,
  shells: ChildProcess[],
): Promise<number> {
  const known = new Map(real);
  const assignments: string[] = [];
  let answer = '';
  let commands = 0;
  for (const { language, text: block } of fencedBlocks(text)) {
    if (language === 'sh' && /^npm (?:start|test)\n$/.test(block)) {
      const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
      assert.ok(Object.hasOwn(scripts, block.trim().slice('npm '.length)), block);
    } else if (language === 'sh') {
      const snippet = [...known].reduce((script, [shown, value]) => script.replaceAll(shown, value), block);
      const script = [prelude, ...assignments, snippet].join('\n');
      const words = ['-euo', 'pipefail', '-c', script];
      const shell = spawn('bash', words, { cwd: directory, env, detached: true });
      shells.push(shell);
      answer = await printedBy(shell);
      assignments.push(...(snippet.match(/^[A-Z]+=\S+$/gm) ?? []));
      commands++;
    } else if (language === 'json') {
      const body = JSON.parse(answer);
      for (const [field, shown] of Object.entries(JSON.parse(block))) {
        assert.equal(withoutRandomness(body[field]), withoutRandomness(shown), `\`${field}\` of ${answer}`);
        if (typeof shown === 'string') known.set(shown, body[field]);
      }
    } else {
      assert.equal(withoutRandomness(answer.trim()), withoutRandomness(block.trim()));
    }
  }
  return commands;
}

async function printedBy(shell: ChildProcess): Promise<string> {
  let stdout = '';
  let stderr = '';
  shell.stdout?.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  shell.stderr?.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  const patience = setTimeout(killGroup, COMMAND_PATIENCE_MS, shell);
  const [code, signal] = await once(shell, 'close').finally(() => clearTimeout(patience));
  assert.equal(code, 0, `a snippet ended with ${code ?? signal}: ${stderr}`);
  return stdout;
}

/** A reader who follows the page to its end has nothing running that it started. */
async function requireEnded(shells: readonly ChildProcess[]): Promise<void> {
  const deadline = performance.now() + END_PATIENCE_MS;
  while (shells.some(isGroupRunning)) {
    if (performance.now() > deadline) throw new Error('the document leaves a program running: end it there');
    await sleep(50);
  }
}

function isGroupRunning({ pid }: ChildProcess): boolean {
  return pid !== undefined && signalGroup(pid, 0);
}

/** Each shell leads a process group of its own, in which stays what it leaves running. */
function killGroup({ pid }: ChildProcess): void {
  if (pid !== undefined) signalGroup(pid, 'SIGKILL');
}

/** @returns whether anything of the group was there */
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

/** Runs a command and answers what it printed. */
export async function run(
  directory: string,
  command: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const options = { cwd: directory, env, timeout: COMMAND_PATIENCE_MS };
  const { stdout } = await promisify(execFile)(command, words, options);
  return stdout;
}

export function fencedBlocks(text: string): { readonly language: string; readonly text: string }[] {
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', inside = '']) => ({
    language,
    text: inside,
  }));
}

/** A value as text, with what differs from run to run replaced: secrets, ids and times. */
export function withoutRandomness(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text
    .replace(SECRET, 'SECRET')
    .replace(ID, 'ID')
    .replace(/\b1\d{12}\b/g, 'TIME');
}
