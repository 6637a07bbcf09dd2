import { Command, Option } from 'commander';
import type { CreateAccountFlags } from './create.ts';

export function createAccountCommand(): Command {
  return new Command('create')
    .description('Make a further account, its owner and a first access token')
    .argument('<key>', 'names the account: lower-case letters, digits and `-`')
    .option('--data <dir>', 'the data directory (KEYWARD_DATA; default .keyward)')
    .option(
      '--database-url <url>',
      'a PostgreSQL database in place of the data directory (KEYWARD_DATABASE_URL)',
    )
    .requiredOption('--email <address>', 'the e-mail address of the owner, of no member yet')
    .option('--first-name <name>', 'the first name of the owner', '')
    .option('--last-name <name>', 'the last name of the owner', '')
    .option('--organization <name>', 'the name of the organization', '')
    .option('--password-file <file>', "read the owner's password from a file; without it there is none yet")
    .addOption(
      new Option('--expires <when>', 'the end of the first token').choices(['30d', 'never']).default('30d'),
    )
    .option('-q, --quiet', 'print the secret of the token and nothing else')
    .action(async (key: string, flags: CreateAccountFlags) =>
      (await import('./create.ts')).createAccount(key, flags),
    );
}
