import { Command } from 'commander';
import { asChangingVerb, type ChangeFlags } from '../client/client-flags.ts';
import { confirmName } from '../client/confirm-name.ts';
import { connect } from '../client/connect.ts';
import { note } from '../output/print-items.ts';
import { findTeam } from './find-team.ts';

export function deleteTeamCommand(): Command {
  const command = new Command('delete')
    .description('Delete a team: its members lose its roles')
    .argument('<team>', 'its key or name')
    .option('--confirm <key>', 'its key, which says that it is meant');
  return asChangingVerb(command).action(deleteTeam);
}

async function deleteTeam(named: string, flags: ChangeFlags & { readonly confirm?: string }): Promise<void> {
  const keyward = await connect(flags);
  const { key } = await findTeam(keyward, named);
  if (flags.dryRun !== true)
    await confirmName({ act: 'delete the team', name: key, given: flags.confirm }, flags);
  await keyward.teams.delete(key);
  note(`deleted the team \`${key}\``, flags);
}
