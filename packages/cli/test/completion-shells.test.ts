/** TAB in real shells, at a terminal. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { debianProgram } from '../../../test/debian-program.ts';
import { SCRIPTS } from '../src/completion/scripts.ts';

const PATIENCE_MS = 300_000;

/** Names of tokens as somebody may have chosen them to have others run something. */
const NAMES = [
  'clone',
  'a$(touch run-1)',
  'a`touch run-2`',
  "a'; touch run-3; '",
  'a "b" * \\ $HOME',
] as const;

/** The program stands in for itself: it answers one name to the script, and says what it was called with otherwise. */
const POSIX_STAND_IN = `keyward() { if [ "$1" = completion ]; then printf '%s\\n' "$NAME"; else printf 'RAN:%s:END\\n' "$2"; fi; }`;
const SHELLS = {
  bash: { command: 'bash --norc --noprofile -i', setUp: `${POSIX_STAND_IN}\n${SCRIPTS.bash}` },
  zsh: {
    command: 'zsh -f -i',
    setUp: `autoload -Uz compinit\ncompinit -u -D\n${POSIX_STAND_IN}\n${SCRIPTS.zsh}`,
  },
  fish: {
    command: 'fish --no-config --private -i',
    setUp: `function keyward\n  if test "$argv[1]" = completion\n    printf '%s\\n' "$NAME"\n  else\n    printf 'RAN:%s:END\\n' "$argv[2]"\n  end\nend\n${SCRIPTS.fish}`,
  },
} as const;

/** What the program is called with after the first letter of a name, TAB and Enter. */
async function complete(t: TestContext, shell: keyof typeof SHELLS, name: string) {
  const directory = mkdtempSync(join(tmpdir(), 'keyward-shell-'));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  const { command, setUp } = SHELLS[shell];
  writeFileSync(join(directory, 'set-up'), `${setUp}\necho READY\n`);
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    cwd: directory,
    env: { PATH: process.env.PATH, HOME: directory, TERM: 'xterm', NAME: name, LC_ALL: 'C.UTF-8' },
    timeout: PATIENCE_MS,
    killSignal: 'SIGKILL',
  });
  let screen = '';
  let isReady = false;
  const ran = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (bytes) => {
      screen += bytes;
      if (!isReady && screen.includes('READY')) {
        isReady = true;
        child.stdin.write(`keyward tokens ${name.slice(0, 1)}\t\r`);
      }
      const [, word] = /RAN:(.*):END/.exec(screen) ?? [];
      if (word !== undefined) resolve(word);
    });
    child.once('close', () => reject(new Error(`${shell} ended: ${screen}`)));
  });
  child.stdin.write('. ./set-up\r');
  const word = await ran;
  const closed = once(child, 'close');
  child.stdin.end('exit\r');
  await closed;
  const files = readdirSync(directory).filter((file) => file.startsWith('run-'));
  return { word, files };
}

for (const shell of ['bash', 'zsh', 'fish'] as const) {
  test(`at TAB ${shell} puts in a name as one word, and runs nothing of it`, {
    timeout: PATIENCE_MS,
  }, async (t) => {
    debianProgram(shell, shell);
    for (const name of NAMES) assert.deepEqual(await complete(t, shell, name), { word: name, files: [] });
  });
}
