import { Command } from 'commander';
import type { EndWith } from '../exit-code.ts';
import { verifyCommand } from './verify-command.ts';

export function auditCommand(endWith: EndWith): Command {
  return new Command('audit')
    .description('Look after the audit log on the machine of the service, beside it or while it is stopped')
    .addCommand(verifyCommand(endWith));
}
