import { Command } from 'commander';
import { asClientVerb, type ClientFlags } from '../client/client-flags.ts';
import type { EndWith } from '../exit-code.ts';

export function doctorCommand(endWith: EndWith): Command {
  return asClientVerb(new Command('doctor')).action(async (flags: ClientFlags) =>
    (await import('./examine.ts')).examine(flags, endWith),
  );
}
