import { spawnSync } from 'node:child_process';
import { isatty } from 'node:tty';
import { Refusal } from '../client/refusal.ts';
import type { AccessSecret } from './credentials.ts';

/** How a helper says that it holds nothing. */
const HOLDS_NOTHING = 1;
const STDIN = 0;

/**
 * Has a command of the user's keep secrets, such as one that talks to a keyring. It gets one word more, `get`, `store` or `erase`,
 * and the address in `KEYWARD_URL`; secrets go through stdin and stdout alone.
 *
 * @returns what it printed; undefined when it holds nothing
 * @throws Refusal when it fails
 */
export function askHelper(
  command: string,
  word: 'get' | 'store' | 'erase',
  url: string,
  secret?: AccessSecret,
): string | undefined {
  const { status, stdout } = spawnSync(`${command} ${word}`, {
    shell: true,
    env: { ...process.env, KEYWARD_URL: url },
    stdio: [secret === undefined ? stdinOfPeople() : 'pipe', 'pipe', 'inherit'],
    encoding: 'utf8',
    ...(secret !== undefined && { input: `${secret}\n` }),
  });
  if (status === 0) return stdout.trim() === '' ? undefined : stdout;
  if (word !== 'store' && status === HOLDS_NOTHING) return undefined;
  throw new Refusal(
    'file_unusable',
    `the credential helper \`${command} ${word}\` failed with ${status ?? 'a signal'}`,
    'see what it printed, or choose another one with `keyward config set credential-helper`',
  );
}

/** A helper may ask for a passphrase; what stands in a pipe is for the verb, such as a policy. */
function stdinOfPeople(): 'inherit' | 'ignore' {
  return isatty(STDIN) ? 'inherit' : 'ignore';
}
