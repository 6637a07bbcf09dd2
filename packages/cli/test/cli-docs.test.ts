/** The examples of docs/cli.md are run as they stand. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { directoryWith, runPolicy } from './run-policy.ts';

const page = readFileSync(new URL('../../../docs/cli.md', import.meta.url), 'utf8');
const files = Object.fromEntries(
  Array.from(page.matchAll(/^```json (\S+)\n([\s\S]*?)^```$/gm), ([, name, text]) => [name, text]),
);
const examples = Array.from(
  page.matchAll(/^```sh exit=(\d)\nkeyward policy (.+)\n```\n\n```text\n([\s\S]*?)^```$/gm),
  ([, code, words = '', output = '']) => ({ code: Number(code), words: words.split(' '), output }),
);

test('every verb of `keyward policy` has an example', () => {
  const verbs = Array.from(page.matchAll(/^## keyward policy (\w+)$/gm), ([, verb]) => verb);
  assert.ok(verbs.length >= 5);
  assert.deepEqual(
    examples.map(({ words }) => words[0]),
    verbs,
  );
});

for (const { code, words, output } of examples) {
  test(`keyward policy ${words.join(' ')}: prints what the page shows`, async (t) => {
    const ended = await runPolicy(directoryWith(t, files), words);
    assert.deepEqual([ended.code, ended.stdout + ended.stderr], [code, output]);
  });
}

test('the resource types on the page can be used', async (t) => {
  const directory = directoryWith(t, files);
  assert.equal((await runPolicy(directory, ['lint', '--types', 'types.json', 'policy.json'])).code, 0);
});
