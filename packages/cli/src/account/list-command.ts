import { Command } from 'commander';
import type { ListAccountsFlags } from './list.ts';

export function listAccountsCommand(): Command {
  return new Command('list')
    .description('List the accounts of the service, the oldest first')
    .option('--data <dir>', 'the data directory (KEYWARD_DATA; default .keyward)')
    .option(
      '--database-url <url>',
      'a PostgreSQL database in place of the data directory (KEYWARD_DATABASE_URL)',
    )
    .option('--json', 'print them as JSON')
    .action(async (flags: ListAccountsFlags) => (await import('./list.ts')).listAccounts(flags));
}
