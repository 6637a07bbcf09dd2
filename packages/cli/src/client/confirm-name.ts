import type { ClientFlags } from './client-flags.ts';
import { Refusal } from './refusal.ts';

/** What is about to happen for good, and the name that says that it is meant. */
export interface Confirmation {
  /** As in `delete the token`. */
  readonly act: string;
  readonly name: string;
  readonly given: string | undefined;
}

/** Goes on when the name was given, or is typed on a terminal. @throws Refusal */
export async function confirmName({ act, name, given }: Confirmation, { input }: ClientFlags): Promise<void> {
  if (given !== undefined) {
    if (isSame(given, name)) return;
    throw new Refusal('not_confirmed', `nothing was done: \`--confirm\` is not \`${name}\``);
  }
  if (!process.stdin.isTTY || !process.stderr.isTTY || input === false) {
    throw new Refusal('not_confirmed', `to ${act}, add \`--confirm ${name}\``);
  }
  const { ask } = await import('./read-secret.ts');
  if (isSame(await ask(`To ${act}, type \`${name}\`: `), name)) return;
  throw new Refusal('cancelled', 'cancelled: that is another name, and nothing was done');
}

function isSame(given: string, name: string): boolean {
  return given.normalize('NFKC').trim() === name.normalize('NFKC').trim();
}
