import { Command } from 'commander';
import { asClientVerb, type ClientFlags } from '../client/client-flags.ts';
import { connect } from '../client/connect.ts';
import { printItem } from '../output/print-items.ts';
import { findTeam } from './find-team.ts';
import { teamRow } from './team-shape.ts';

export function getTeamCommand(): Command {
  const command = new Command('get').description('Show a team').argument('<team>', 'its key or name');
  return asClientVerb(command).action(async (named: string, flags: ClientFlags) =>
    printItem(await findTeam(await connect(flags), named), teamRow, flags),
  );
}
