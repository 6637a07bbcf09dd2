import { Command } from 'commander';
import type { AcceptFlags } from './accept.ts';

export function acceptCommand(): Command {
  return new Command('accept')
    .description('Let the service go on with a restored backup, after a look at what is live again')
    .option('--data <dir>', 'the data directory (KEYWARD_DATA; default .keyward)')
    .option(
      '--database-url <url>',
      'a PostgreSQL database in place of the data directory (KEYWARD_DATABASE_URL)',
    )
    .option('--list', 'list the tokens that will work, and accept nothing')
    .option('--json', 'list them as JSON, one on each line')
    .option('--disable-tokens', 'disable every token first; each can be enabled again')
    .action(async (flags: AcceptFlags) => (await import('./accept.ts')).accept(flags));
}
