import { Command } from 'commander';
import { copyCommand } from './copy-command.ts';

export function dbCommand(): Command {
  return new Command('db').addCommand(copyCommand());
}
