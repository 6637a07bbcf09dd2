import { spawnSync } from 'node:child_process';
import { Refusal } from '../client/refusal.ts';
import type { Token } from './token-shape.ts';

/**
 * Runs a command of the user's with the secret on its stdin: it stands in no argument and no environment, which others can see.
 * What the command prints goes to stderr, so that stdout stays data.
 *
 * @throws Refusal when the command fails: nobody has the secret then
 */
export function handToCommand(command: string, { token, _id }: Pick<Token, 'token' | '_id'>): void {
  const { status, signal } = spawnSync(command, {
    shell: true,
    input: `${token}\n`,
    stdio: ['pipe', process.stderr, 'inherit'],
  });
  if (status === 0) return;
  throw new Refusal(
    'not_working',
    `the command of \`--exec\` ended with ${signal ?? status}, and \`${_id}\` was made`,
    'its secret is lost unless the command kept it: reset or delete the token',
  );
}

/** @throws Refusal for a command that is none, before anything is made */
export function requireCommand(command: string): void {
  if (command.trim() === '') throw new Refusal('wrong_usage', '`--exec` needs a command');
}
