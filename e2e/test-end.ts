import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { IssuedSecrets } from '../test/secret-scan.ts';

/** Every secret that a service under test gave to this file of tests. */
export const issuedSecrets = new IssuedSecrets();

/** What a test leaves behind. */
interface Remains {
  readonly ends: (() => Promise<unknown>)[];
  readonly outputs: (() => Readonly<Record<string, string>>)[];
  readonly directories: string[];
}

const remains = new WeakMap<TestContext, Remains>();

/**
 * What is entered here ends with the test, in the one right order: the processes end; their output and the
 * directories are searched for every secret that was issued; the directories go; a secret that was found fails the test.
 */
export function remainsOf(t: TestContext): Remains {
  const known = remains.get(t);
  if (known !== undefined) return known;
  const own: Remains = { ends: [], outputs: [], directories: [] };
  remains.set(t, own);
  t.after(async () => {
    await Promise.all(own.ends.map((end) => end()));
    const leaks = [
      ...own.outputs.flatMap((output) => issuedSecrets.findIn(output())),
      ...own.directories.flatMap((directory) => issuedSecrets.findIn(filesBelow(directory))),
    ];
    for (const directory of own.directories) rmSync(directory, { recursive: true, force: true });
    assertNoLeak(leaks);
  });
  return own;
}

export function assertNoLeak(leaks: readonly string[]): void {
  assert.deepEqual(leaks, [], 'a secret is where none belongs');
}

function filesBelow(directory: string): Record<string, Buffer> {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(files.map((file) => [file, readFileSync(file)]));
}
