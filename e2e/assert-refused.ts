import assert from 'node:assert/strict';
import type { Ended } from './keyward-process.ts';

/** The program ended with code 1 and one sentence on stderr that names what is wrong. */
export function assertRefused({ code, stdout, stderr }: Ended, names: readonly string[]): void {
  assert.match(stderr, /^keyward: [^\n]+\n$/, 'not one sentence');
  assert.equal(code, 1);
  assert.doesNotMatch(stdout, /listening/, 'it listened before it was refused');
  for (const name of names) assert.ok(stderr.includes(name), `\`${name}\` is not named in: ${stderr}`);
}
