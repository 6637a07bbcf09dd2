/** The service that documents are run against. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import type { TestContext } from 'node:test';

export const ROOT = resolve('.');

const SECRET = /\bkw[psb]_[0-9A-Za-z]{36}\b/g;

export interface Server {
  readonly url: string;
  readonly setupCode: string;
  stdout(): string;
  /** SIGTERM, then the exit code. */
  stop(): Promise<number | null>;
}

/** `keyward serve` on an empty store, stopped with the test. */
export async function startServer(t: TestContext): Promise<Server> {
  const data = join(temporaryDirectory(t), 'data');
  const words = ['packages/cli/src/main.ts', 'serve', '--create', '--data', data, '--port', '0'];
  const child = spawn(join(ROOT, 'node_modules/.bin/node'), words, { env: environment() });
  const ended = once(child, 'close');
  const stop = async () => {
    child.kill();
    const [code] = await ended;
    return code;
  };
  t.after(stop);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (bytes) => {
    stdout += bytes;
  });
  const started = new Promise<Server>((resolveServer, reject) => {
    child.stderr.on('data', (bytes) => {
      stderr += bytes;
      const [, url] = /on (http:\S+)$/m.exec(stderr) ?? [];
      const [setupCode] = stderr.match(SECRET) ?? [];
      if (url !== undefined && setupCode !== undefined)
        resolveServer({ url, setupCode, stdout: () => stdout, stop });
    });
    void ended.then(() => reject(new Error(`the server ended: ${stderr}`)));
  });
  return started;
}

export async function setUp({ url, setupCode }: Server): Promise<string> {
  return secretFrom(`${url}/api/v2/setup`, {}, { code: setupCode, email: 'owner@example.com' });
}

export async function createReader({ url }: Server, owner: string): Promise<string> {
  return secretFrom(`${url}/api/v2/tokens`, { authorization: owner }, { role: 'reader', serviceToken: true });
}

async function secretFrom(url: string, headers: Record<string, string>, body: object): Promise<string> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } };
  const response = await fetch(url, { ...init, body: JSON.stringify(body) });
  const answer = (await response.json()) as { token: string };
  assert.equal(response.status, 201);
  return answer.token;
}

/** Settings of whoever runs the tests do not reach the program. */
export function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('KEYWARD_'));
  return { ...Object.fromEntries(own), PATH: join(ROOT, 'node_modules/.bin') + delimiter + process.env.PATH };
}

export function temporaryDirectory(t: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'keyward-docs-'));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
