import { Command } from 'commander';
import type { EndWith } from '../exit-code.ts';
import { getEntryCommand } from './get-entry.ts';
import { listEntriesCommand } from './list-entries.ts';
import { tailEntriesCommand } from './tail-entries.ts';
import { verifyCommand } from './verify-command.ts';

export function auditCommand(endWith: EndWith): Command {
  return new Command('audit')
    .addCommand(listEntriesCommand())
    .addCommand(tailEntriesCommand())
    .addCommand(getEntryCommand())
    .addCommand(verifyCommand(endWith));
}
