import { Command } from 'commander';
import type { PepperStatusFlags } from './status.ts';

export function pepperStatusCommand(): Command {
  return new Command('status')
    .description('Say how many secrets need each pepper: a rotation is done when none needs the previous one')
    .option('--data <dir>', 'the data directory (KEYWARD_DATA; default .keyward)')
    .option(
      '--database-url <url>',
      'a PostgreSQL database in place of the data directory (KEYWARD_DATABASE_URL)',
    )
    .option('--json', 'print it as JSON')
    .action(async (flags: PepperStatusFlags) => (await import('./status.ts')).printPepperStatus(flags));
}
