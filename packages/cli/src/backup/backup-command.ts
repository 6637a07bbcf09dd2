import { Command } from 'commander';
import type { BackupFlags } from './backup.ts';

export function backupCommand(): Command {
  return new Command('backup')
    .argument('<file>', 'the file to make; one that exists is not replaced')
    .option('--data <dir>', 'the data directory (KEYWARD_DATA; default .keyward)')
    .option(
      '--database-url <url>',
      'a PostgreSQL database in place of the data directory (KEYWARD_DATABASE_URL)',
    )
    .action(async (file: string, flags: BackupFlags) => (await import('./backup.ts')).backup(file, flags));
}
