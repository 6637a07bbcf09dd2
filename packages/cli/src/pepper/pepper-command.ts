import { Command } from 'commander';
import { rotateCommand } from './rotate-command.ts';
import { pepperStatusCommand } from './status-command.ts';

export function pepperCommand(): Command {
  return new Command('pepper').addCommand(pepperStatusCommand()).addCommand(rotateCommand());
}
