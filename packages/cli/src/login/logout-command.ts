import { Command } from 'commander';
import { asClientVerb, type ClientFlags } from '../client/client-flags.ts';

export function logoutCommand(): Command {
  return asClientVerb(new Command('logout')).action(async (flags: ClientFlags) =>
    (await import('./logout.ts')).logout(flags),
  );
}
