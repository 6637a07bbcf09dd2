import type { Deployment } from '../deployment/deployment.ts';
import { requireAccess } from '../grants/require-access.ts';
import { refuseSecrets } from '../tokens/refuse-secrets.ts';
import type { Caller } from '../verification/caller.ts';
import type { Principal } from '../verification/principal.ts';
import { applyInstruction } from './apply-instruction.ts';
import { changeTeams } from './change-teams.ts';
import { describeEdit } from './describe-edit.ts';
import { findVisibleTeam } from './get-team.ts';
import { requireKnownActions } from './require-known-actions.ts';
import { teamResource } from './team.ts';
import { ACTION_OF, type TeamInstruction } from './team-instruction.ts';
import { readTeamState, refuseTooMuch, type TeamState } from './team-state.ts';

/**
 * Changes a team by instructions, in their order, all of them or none. Members have what the team then gives them at
 * their next call: the caller must hold what they gain.
 *
 * @throws Failure `not_found`, `forbidden`, `invalid_request`, `feature_disabled`, `optimistic_locking_error`
 */
export async function updateTeam(
  deployment: Deployment,
  caller: Caller,
  key: string,
  instructions: readonly TeamInstruction[],
  comment?: string,
): Promise<void> {
  const { principal } = caller;
  const { reads } = deployment.store;
  refuseSecrets({ comment: comment ?? '' });
  const plan = async () => {
    const team = await findVisibleTeam(reads.teams, principal, key);
    for (const instruction of instructions) requireInstruction(principal, key, instruction);
    const before = await readTeamState(reads, team);
    let after: TeamState = before;
    for (const instruction of instructions) {
      after = await applyInstruction(reads, principal, after, instruction);
    }
    refuseTooMuch(after);
    return [
      {
        before,
        after,
        action: ACTION_OF[instructions[0]?.kind ?? 'updateName'],
        verb: 'changed the team',
        description: describeEdit(before, after),
      },
    ];
  };
  await changeTeams(deployment, caller, plan, comment);
}

function requireInstruction(principal: Principal, key: string, instruction: TeamInstruction): void {
  requireAccess(principal, ACTION_OF[instruction.kind], teamResource({ key }));
  if (instruction.kind === 'addPermissionGrants') requireKnownActions(principal, key, instruction.granted);
}
