/** How far a long work is, is said on a terminal alone, and not of what is done at once. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { program } from '../src/program.ts';
import { progressLine } from '../src/progress.ts';

/** What is written to stderr, which is a terminal or is not; each look at the clock finds it so much later. */
function watchStderr(t: TestContext, { isTerminal, stepMs }: { isTerminal: boolean; stepMs: number }) {
  const before = Object.getOwnPropertyDescriptor(process.stderr, 'isTTY');
  Object.defineProperty(process.stderr, 'isTTY', { value: isTerminal, configurable: true });
  t.after(() => {
    if (before === undefined) Reflect.deleteProperty(process.stderr, 'isTTY');
    else Object.defineProperty(process.stderr, 'isTTY', before);
  });
  const texts: string[] = [];
  t.mock.method(process.stderr, 'write', (text: string) => texts.push(text) > 0);
  let nowMs = 0;
  t.mock.method(performance, 'now', () => {
    nowMs += stepMs;
    return nowMs;
  });
  return texts;
}

test('on a terminal the line begins once the work takes long, is written over, and goes at the end', (t) => {
  const texts = watchStderr(t, { isTerminal: true, stepMs: 100 });
  const progress = progressLine();
  for (const count of ['1/120', '2/120', '37/120', '38/120']) progress.report('tokens', count);
  progress.end();
  assert.deepEqual(texts, [
    '\r\u001b[Kkeyward: tokens: 37/120',
    '\r\u001b[Kkeyward: tokens: 38/120',
    '\r\u001b[K',
  ]);
});

test('in a pipe nothing is said, however long it takes', (t) => {
  const texts = watchStderr(t, { isTerminal: false, stepMs: 1_000 });
  const progress = progressLine();
  for (const count of [1, 2, 3]) progress.report('files', count);
  progress.end();
  assert.deepEqual(texts, []);
});

test('a deletion of many tokens says how many of them are done', async (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'keyward-progress-'));
  const environment = { ...process.env };
  t.after(() => {
    process.env = environment;
    rmSync(directory, { recursive: true });
  });
  Object.assign(process.env, {
    XDG_CONFIG_HOME: directory,
    KEYWARD_URL: 'https://keyward.example.com',
    KEYWARD_ACCESS_TOKEN: 'ours',
  });
  const ids = Array.from({ length: 120 }, (_, at) => at.toString(16).padStart(24, '0'));
  t.mock.method(globalThis, 'fetch', async (url: string, { body }: RequestInit) => {
    const id = new URL(url).pathname.split('/').at(-1) ?? '';
    if (!url.endsWith('/bulk-delete')) return Response.json({ _id: id, name: id });
    return Response.json({ tokens: JSON.parse(String(body)).tokenIds, errors: [] });
  });
  const texts = watchStderr(t, { isTerminal: true, stepMs: 1_000 });
  assert.equal(await program(['tokens', 'delete', ...ids, '--confirm', '120']), 0, texts.join());
  assert.deepEqual(texts, [
    ...ids.map((_, index) => `\r\u001b[Kkeyward: looking up tokens: ${index + 1}/120`),
    '\r\u001b[K',
    '\r\u001b[Kkeyward: deleting tokens: 100/120',
    '\r\u001b[Kkeyward: deleting tokens: 120/120',
    '\r\u001b[K',
    'keyward: deleted 120 tokens\n',
  ]);
});
