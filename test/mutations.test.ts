/** Tests that never failed prove little: each planted bug must turn its tests red. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import type { PlantedBug } from './mutations/planted-bug.ts';

const PLANTER = resolve('test/plant-bug.ts');

const bugs = await Promise.all(
  globSync('test/mutations/*.ts')
    .filter((file) => !file.endsWith('planted-bug.ts'))
    .sort()
    .map(async (file) => ({ file, bug: (await import(resolve(file))).default as PlantedBug })),
);

// The last file of `npm test`: it has both cores.
describe('the tests notice', { concurrency: 2 }, () => {
  for (const { file, bug } of bugs) test(bug.name, (t) => turnsItsTestsRed(t, file, bug));
});

async function turnsItsTestsRed(t: TestContext, file: string, bug: PlantedBug): Promise<void> {
  const occurrences = readFileSync(bug.file, 'utf8').split(bug.find).length - 1;
  assert.equal(occurrences, 1, `\`find\` occurs ${occurrences} times in ${bug.file}`);

  const directory = mkdtempSync(join(tmpdir(), 'keyward-bug-'));
  t.after(() => rmSync(directory, { recursive: true }));
  const marker = join(directory, 'loaded');
  const { exitCode, output } = await runTests(bug, {
    NODE_OPTIONS: `--import=${PLANTER}`,
    PLANTED_BUG: resolve(file),
    PLANTED_BUG_MARKER: marker,
  });
  assert.ok(existsSync(marker), `the tests never loaded ${bug.file}\n${output}`);
  assert.notEqual(exitCode, 0, `the tests stayed green\n${output}`);
  assert.match(
    output,
    /AssertionError|ERR_ASSERTION|Property failed/,
    `the tests failed for another reason\n${output}`,
  );
}

async function runTests(bug: PlantedBug, environment: Record<string, string>) {
  const { NODE_TEST_CONTEXT: _, ...inherited } = process.env;
  const words = ['--test', '--test-timeout=120000', '--test-reporter=tap'];
  if (bug.pattern !== undefined) words.push(`--test-name-pattern=${bug.pattern}`);
  const child = spawn(process.execPath, [...words, ...bug.tests], { env: { ...inherited, ...environment } });
  let output = '';
  child.stdout.on('data', (bytes) => {
    output += bytes;
  });
  child.stderr.on('data', (bytes) => {
    output += bytes;
  });
  const [exitCode] = await once(child, 'close');
  return { exitCode, output };
}
