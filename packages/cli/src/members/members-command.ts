import { Command } from 'commander';
import { passwordLinkCommand } from './password-link-command.ts';

export function membersCommand(): Command {
  return new Command('members')
    .description('Look after members on the machine of the service, beside it or while it is stopped')
    .addCommand(passwordLinkCommand());
}
