import { Command } from 'commander';
import { asOwnerVerb } from '../as-owner-verb.ts';
import type { CreateAccountFlags } from './create.ts';

export function createAccountCommand(): Command {
  const command = new Command('create')
    .description('Make a further account, its owner and a first access token')
    .argument('<key>', 'names the account: lower-case letters, digits and `-`')
    .option('--data <dir>', 'the data directory (KEYWARD_DATA; default .keyward)')
    .option(
      '--database-url <url>',
      'a PostgreSQL database in place of the data directory (KEYWARD_DATABASE_URL)',
    )
    .requiredOption('--email <address>', 'the e-mail address of the owner, of no member yet');
  return asOwnerVerb(command).action(async (key: string, flags: CreateAccountFlags) =>
    (await import('./create.ts')).createAccount(key, flags),
  );
}
