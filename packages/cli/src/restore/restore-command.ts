import { Command } from 'commander';
import { acceptCommand } from './accept-command.ts';
import type { RestoreFlags } from './restore.ts';

export function restoreCommand(): Command {
  return new Command('restore')
    .enablePositionalOptions()
    .argument('<file>', 'the file that `keyward backup` made')
    .option('--data <dir>', 'the data directory (KEYWARD_DATA; default .keyward)')
    .option(
      '--database-url <url>',
      'a PostgreSQL database in place of the data directory (KEYWARD_DATABASE_URL)',
    )
    .option(
      '--journal <file...>',
      'the revocation journals of all nodes (KEYWARD_REVOCATION_JOURNAL): what they say has ended stays ended',
    )
    .option('--without-journal', 'there is no journal: nothing is served before somebody accepts that')
    .action(async (file: string, flags: RestoreFlags) => (await import('./restore.ts')).restore(file, flags))
    .addCommand(acceptCommand());
}
