import { Command } from 'commander';
import type { CopyFlags } from './copy.ts';

export function copyCommand(): Command {
  return new Command('copy')
    .description(
      'Copy all data into a directory or database that has none: from a file to PostgreSQL, or back',
    )
    .requiredOption('--from <place>', 'a data directory, or `postgres://...`')
    .requiredOption('--to <place>', 'a data directory, or `postgres://...`')
    .action(async (flags: CopyFlags) => (await import('./copy.ts')).copy(flags));
}
