import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flagsAfterVerbs } from '../src/flags-after-verbs.ts';
import { commandFor } from '../src/program.ts';

for (const [written, meant] of [
  ['--json tokens list', 'tokens list --json'],
  ['tokens --json get ci', 'tokens get ci --json'],
  ['--profile tokens tokens list -q', 'tokens list --profile tokens -q'],
  ['-o csv --url https://a.example teams list', 'teams list -o csv --url https://a.example'],
  ['--url=https://a.example teams -q list', 'teams list --url=https://a.example -q'],
  ['-q tokens get -- --json', 'tokens get -q -- --json'],
  ['--data d restore accept --list', 'restore accept --data d --list'],
  ['--data d restore file.db', 'restore --data d file.db'],
  ['tokens list --json -q', 'tokens list --json -q'],
  ['--dry-run tokens edit ci --comment', 'tokens edit --dry-run ci --comment'],
  ['--json', '--json'],
  ['tokens --help list', 'tokens list --help'],
  ['-h tokens list', 'tokens list -h'],
  ['-h', '-h'],
  ['tokens -h', 'tokens -h'],
  ['audit', 'audit list'],
  ['audit --since 24h -f', 'audit list --since 24h -f'],
  ['-q audit', 'audit list -q'],
  ['audit -h', 'audit -h'],
  ['audit lsit', 'audit lsit'],
  ['audit -q get 1', 'audit get -q 1'],
  ['-q --version tokens', '--version tokens -q'],
  ['--json tokns list', 'tokns list --json'],
] as const) {
  test(`\`${written}\` is meant as \`${meant}\``, async () => {
    const words = written.split(' ');
    const program = await commandFor(words, () => undefined);
    assert.equal(flagsAfterVerbs(program, words).join(' '), meant);
  });
}
