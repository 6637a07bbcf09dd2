import { Command } from 'commander';
import { createAccountCommand } from './create-command.ts';
import { listAccountsCommand } from './list-command.ts';

export function accountCommand(): Command {
  return new Command('account')
    .description('Look after accounts on the machine of the service, beside it or while it is stopped')
    .addCommand(createAccountCommand())
    .addCommand(listAccountsCommand());
}
