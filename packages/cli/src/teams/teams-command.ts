import { Command } from 'commander';
import { createTeamCommand } from './create-team.ts';
import { deleteTeamCommand } from './delete-team.ts';
import { editTeamCommand } from './edit-team.ts';
import { getTeamCommand } from './get-team.ts';
import { listTeamsCommand } from './list-teams.ts';

export function teamsCommand(): Command {
  return new Command('teams')
    .addCommand(listTeamsCommand())
    .addCommand(getTeamCommand())
    .addCommand(createTeamCommand())
    .addCommand(editTeamCommand())
    .addCommand(deleteTeamCommand());
}
