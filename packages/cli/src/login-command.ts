import { Command } from 'commander';
import { asClientVerb, type ClientFlags } from './client/client-flags.ts';

export function loginCommand(): Command {
  const command = new Command('login').requiredOption(
    '--with-token',
    'read the secret of an access token from stdin; on a terminal it is asked for, and not shown',
  );
  return asClientVerb(command).action(async (flags: ClientFlags) =>
    (await import('./login.ts')).login(flags),
  );
}
