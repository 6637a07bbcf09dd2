import { Command } from 'commander';
import { asChangingVerb, type ChangeFlags } from '../client/client-flags.ts';
import { setDisabled } from './set-disabled.ts';

export function enableTokenCommand(): Command {
  const command = new Command('enable')
    .description('Let a disabled token work again')
    .argument('<token>', 'its id or name');
  return asChangingVerb(command).action((named: string, flags: ChangeFlags) =>
    setDisabled(named, false, flags),
  );
}
