import { Command } from 'commander';
import { rotateCommand } from './rotate-command.ts';
import { pepperStatusCommand } from './status-command.ts';

export function pepperCommand(): Command {
  return new Command('pepper')
    .description('Look after the pepper, the key under which secrets are stored')
    .addCommand(pepperStatusCommand())
    .addCommand(rotateCommand());
}
