import type { Deployment } from '../deployment/deployment.ts';
import { requireAccess } from '../grants/require-access.ts';
import type { Caller } from '../verification/caller.ts';
import { changeTeams } from './change-teams.ts';
import { findVisibleTeam } from './get-team.ts';
import { teamResource } from './team.ts';
import { readTeamState } from './team-state.ts';

/**
 * Deletes a team. Its members lose its roles, and maintainers their grants, with the answer.
 *
 * @throws Failure `not_found`, `forbidden`, `optimistic_locking_error`
 */
export function deleteTeam(deployment: Deployment, caller: Caller, key: string): Promise<void> {
  const { principal } = caller;
  const { reads } = deployment.store;
  return changeTeams(deployment, caller, async () => {
    const team = await findVisibleTeam(reads.teams, principal, key);
    requireAccess(principal, 'deleteTeam', teamResource(team));
    const before = await readTeamState(reads, team);
    return [
      {
        before,
        action: 'deleteTeam',
        verb: 'deleted the team',
        description: `Deleted the team, which had ${before.memberIds.size} members and ${before.roles.length} roles`,
      },
    ];
  });
}
