import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { requireAccess } from '../grants/require-access.ts';
import type { Member } from '../members/member.ts';
import { findVisibleMember } from '../members/require-manageable.ts';
import type { Reads } from '../storage/store.ts';
import { refuseSecrets } from '../tokens/refuse-secrets.ts';
import type { Caller } from '../verification/caller.ts';
import type { Principal } from '../verification/principal.ts';
import { type AuditedTeamEdit, changeTeams } from './change-teams.ts';
import { describeEdit } from './describe-edit.ts';
import { requireMembers } from './find-team-parts.ts';
import { maySeeTeam } from './get-team.ts';
import { type Team, teamResource } from './team.ts';
import { readTeamState } from './team-state.ts';

/** Members who are to belong to a team, beside those who do. */
export interface Addition {
  readonly teamKey: string;
  readonly memberIds: readonly string[];
}

export interface AddedMembers {
  readonly memberIds: readonly string[];
  readonly teamKeys: readonly string[];
  /** What is wrong with the teams that were left out, by their key. */
  readonly errors: ReadonlyMap<string, string>;
}

/**
 * Adds members to teams. A team that does not exist is left out; of the others all are changed, or none.
 *
 * @param findAdditions called again when something changed meanwhile
 * @throws Failure `forbidden`, `invalid_request`, `optimistic_locking_error`
 */
export async function addMembers(
  deployment: Deployment,
  caller: Caller,
  findAdditions: () => Promise<readonly Addition[]>,
  comment?: string,
): Promise<AddedMembers> {
  const { principal } = caller;
  const { reads } = deployment.store;
  let memberIds: readonly string[] = [];
  let teamKeys: readonly string[] = [];
  const errors = new Map<string, string>();
  refuseSecrets({ comment: comment ?? '' });
  const plan = async () => {
    const additions = await findAdditions();
    const byTeam = Map.groupBy(additions, ({ teamKey }) => teamKey);
    const edits: AuditedTeamEdit[] = [];
    errors.clear();
    memberIds = [...new Set(additions.flatMap((each) => each.memberIds))];
    await requireMembers(reads, principal, 'memberIDs', memberIds);
    for (const [key, ofTeam] of byTeam) {
      const team = await findTeam(reads, principal, key);
      const ids = ofTeam.flatMap((each) => each.memberIds);
      if (team === undefined) errors.set(key, 'there is no such team');
      else edits.push(await addition(reads, principal, team, ids));
    }
    teamKeys = [...byTeam.keys()].filter((key) => !errors.has(key));
    return edits;
  };
  await changeTeams(deployment, caller, plan, comment);
  return { memberIds: teamKeys.length > 0 ? memberIds : [], teamKeys, errors };
}

/**
 * Adds one member to teams, all of them or none.
 *
 * @throws Failure `not_found` for the member, `invalid_request` for a team, `forbidden`, `optimistic_locking_error`
 */
export async function addMemberToTeams(
  deployment: Deployment,
  caller: Caller,
  memberId: string,
  teamKeys: readonly string[],
): Promise<Member> {
  const { principal } = caller;
  const { reads } = deployment.store;
  const member = await findVisibleMember(reads.members, principal, memberId);
  await changeTeams(deployment, caller, async () => {
    const edits: AuditedTeamEdit[] = [];
    for (const key of new Set(teamKeys)) {
      const team = await findTeam(reads, principal, key);
      if (team === undefined) {
        throw new Failure('invalid_request', `\`teamKeys\`: there is no team \`${key.slice(0, 60)}\``);
      }
      edits.push(await addition(reads, principal, team, [member.id]));
    }
    return edits;
  });
  return member;
}

/** An edit that adds members to a team. @throws Failure `forbidden` */
export async function addition(
  reads: Reads,
  principal: Principal,
  team: Team,
  memberIds: readonly string[],
): Promise<AuditedTeamEdit> {
  requireAccess(principal, 'updateTeamMembers', teamResource(team));
  const before = await readTeamState(reads, team);
  const after = { ...before, memberIds: new Set([...before.memberIds, ...memberIds]) };
  return {
    before,
    after,
    action: 'updateTeamMembers',
    verb: 'added members to the team',
    description: describeEdit(before, after),
  };
}

async function findTeam({ teams }: Reads, principal: Principal, key: string): Promise<Team | undefined> {
  const team = await teams.findTeam(principal.accountId, key);
  return team !== undefined && maySeeTeam(principal, team) ? team : undefined;
}
