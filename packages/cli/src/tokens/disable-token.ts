import { Command } from 'commander';
import { asChangingVerb, type ChangeFlags } from '../client/client-flags.ts';
import { setDisabled } from './set-disabled.ts';

export function disableTokenCommand(): Command {
  const command = new Command('disable')
    .description('Stop a token until it is enabled again')
    .argument('<token>', 'its id or name');
  return asChangingVerb(command).action((named: string, flags: ChangeFlags) =>
    setDisabled(named, true, flags),
  );
}
