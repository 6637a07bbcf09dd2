import { Command } from 'commander';
import { asClientVerb, type ClientFlags } from '../client/client-flags.ts';
import { connect } from '../client/connect.ts';
import { printItem } from '../output/print-items.ts';
import { findMember } from './find-member.ts';
import { memberRow } from './member-shape.ts';

export function getMemberCommand(): Command {
  const command = new Command('get')
    .description('Show a member')
    .argument('<member>', 'id, e-mail address, name or `me`');
  return asClientVerb(command).action(async (named: string, flags: ClientFlags) =>
    printItem(await findMember(await connect(flags), named), memberRow, flags),
  );
}
