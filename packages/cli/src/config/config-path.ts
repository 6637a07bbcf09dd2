import { Command } from 'commander';
import { printLine } from '../print.ts';
import { configPath } from '../profile/config-paths.ts';

export function configPathCommand(): Command {
  return new Command('path')
    .description('Print where the settings are')
    .action(() => printLine(configPath()));
}
