import { Command } from 'commander';
import { asClientVerb, type ClientFlags } from '../client/client-flags.ts';
import { connect } from '../client/connect.ts';
import { printItem } from '../output/print-items.ts';
import { findToken } from './find-token.ts';
import { tokenPage } from './token-shape.ts';

export function getTokenCommand(): Command {
  const command = new Command('get').description('Show a token').argument('<token>', 'its id or name');
  return asClientVerb(command).action(async (named: string, flags: ClientFlags) =>
    printItem(await findToken(await connect(flags), named), tokenPage, flags),
  );
}
