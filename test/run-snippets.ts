/** Runs the commands of a document one after another, and compares what they print with what it shows. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

const SECRET = /\bkw[psb]_[0-9A-Za-z]{36}\b/g;
const ID = /\b[0-9a-f]{24}\b/g;
const COMMAND_PATIENCE_MS = 60_000;

export interface SnippetPlace {
  readonly directory: string;
  readonly env: NodeJS.ProcessEnv;
  /** What is put before every snippet. */
  readonly prelude: string;
  /** What stands in the document, and what it is in this run. */
  readonly real: ReadonlyMap<string, string>;
}

/** @returns how many snippets were run; `npm start` and `npm test` are only looked up */
export async function runSnippets(
  text: string,
  { directory, env, prelude, real }: SnippetPlace,
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
      answer = await runBash(directory, [prelude, ...assignments, snippet].join('\n'), env);
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

export function runBash(directory: string, script: string, env: NodeJS.ProcessEnv): Promise<string> {
  return run(directory, 'bash', ['-euo', 'pipefail', '-c', script], env);
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
