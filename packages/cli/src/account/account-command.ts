import { Command } from 'commander';
import { createAccountCommand } from './create-command.ts';
import { listAccountsCommand } from './list-command.ts';

export function accountCommand(): Command {
  return new Command('account').addCommand(createAccountCommand()).addCommand(listAccountsCommand());
}
