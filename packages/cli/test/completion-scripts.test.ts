import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { SCRIPTS } from '../src/completion/scripts.ts';

const HOSTILE = [
  'a$(touch run-1)',
  'a`touch run-2`',
  "a'; touch run-3; '",
  'a;touch run-4',
  'a "b" * \\ $HOME',
] as const;

test('in bash no name runs anything, neither at TAB nor when the completed line is run', (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'keyward-tab-'));
  t.after(() => rmSync(directory, { recursive: true }));
  const lines = [
    'keyward() { [[ $1 == completion ]] && printf "%s\\n" "$NAMES" || printf "%s\\n" "$3"; }',
    SCRIPTS.bash,
    'COMP_WORDS=(keyward tokens get a); COMP_CWORD=3; _keyward',
    `for word in "\${COMPREPLY[@]}"; do eval "keyward tokens get $word"; done`,
  ];
  const NAMES = ['other', ...HOSTILE].join('\n');
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', lines.join('\n')], {
    cwd: directory,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, NAMES, HOME: directory },
  });
  assert.deepEqual(stdout.trimEnd().split('\n'), HOSTILE, stderr);
  assert.deepEqual(readdirSync(directory), []);
});

test('in PowerShell what is more than a word is inserted in single quotes, with every kind of them escaped', () => {
  const [, safe = ''] = /-notmatch '(.*)'/.exec(SCRIPTS.powershell) ?? [];
  for (const name of HOSTILE) assert.doesNotMatch(name, new RegExp(safe));
  assert.match('--save-to', new RegExp(safe));
  assert.match(SCRIPTS.powershell, /"'" \+ .*::EscapeSingleQuotedStringContent\(\$text\) \+ "'"/);
  assert.match(SCRIPTS.powershell, /CompletionResult\]::new\(\$text, /);
});
