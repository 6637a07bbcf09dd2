import { Command, Option } from 'commander';
import type { InitFlags } from './init.ts';

export function initCommand(): Command {
  return new Command('init')
    .option('--data <dir>', 'the data directory, made when it is missing (KEYWARD_DATA; default .keyward)')
    .option(
      '--database-url <url>',
      'a PostgreSQL database in place of the data directory (KEYWARD_DATABASE_URL)',
    )
    .requiredOption('--email <address>', 'the e-mail address of the owner')
    .option('--first-name <name>', 'the first name of the owner', '')
    .option('--last-name <name>', 'the last name of the owner', '')
    .option('--organization <name>', 'the name of the organization', '')
    .option('--password-file <file>', "read the owner's password from a file; without it there is none yet")
    .addOption(
      new Option('--expires <when>', 'the end of the first token').choices(['30d', 'never']).default('30d'),
    )
    .option('-q, --quiet', 'print the secret of the token and nothing else')
    .action(async (flags: InitFlags) => (await import('./init.ts')).init(flags));
}
