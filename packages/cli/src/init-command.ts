import { Command } from 'commander';
import { asOwnerVerb } from './as-owner-verb.ts';
import type { InitFlags } from './init.ts';

export function initCommand(): Command {
  const command = new Command('init')
    .option('--data <dir>', 'the data directory, made when it is missing (KEYWARD_DATA; default .keyward)')
    .option(
      '--database-url <url>',
      'a PostgreSQL database in place of the data directory (KEYWARD_DATABASE_URL)',
    )
    .requiredOption('--email <address>', 'the e-mail address of the owner');
  return asOwnerVerb(command).action(async (flags: InitFlags) => (await import('./init.ts')).init(flags));
}
