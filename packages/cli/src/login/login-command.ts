import { Command, Option } from 'commander';
import { asClientVerb } from '../client/client-flags.ts';
import { spanMs } from '../client/time-words.ts';
import { BASE_ROLES } from '../tokens/scope-flags.ts';
import type { LoginFlags } from './login.ts';

export function loginCommand(): Command {
  const command = new Command('login')
    .addOption(
      new Option('--role <role>', 'the base role of the token; `reader` by default').choices(BASE_ROLES),
    )
    .option('--expires <time>', 'how long the token lives, as in `90d`; 30 days by default', spanMs)
    .option('--no-browser', 'open no browser: print the address and the code alone')
    .option(
      '--with-token',
      'read the secret of an access token from stdin instead; on a terminal it is asked for, and not shown',
    );
  return asClientVerb(command).action(async (flags: LoginFlags) => (await import('./login.ts')).login(flags));
}
