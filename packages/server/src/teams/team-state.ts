import { Failure } from '../failure.ts';
import type { HeldRole } from '../roles/held-roles.ts';
import type { Reads } from '../storage/store.ts';
import type { PermissionGrant } from './permission-grant.ts';
import type { Team } from './team.ts';

/** A team with everything that gives its members rights. */
export interface TeamState {
  readonly team: Team;
  /** Those of the team, in its order. */
  readonly roles: readonly HeldRole[];
  readonly memberIds: ReadonlySet<string>;
  readonly grants: readonly PermissionGrant[];
}

/** One team as it is and as it is to be: without the one it is made, without the other it is deleted. */
export interface TeamEdit {
  readonly before?: TeamState;
  readonly after?: TeamState;
}

export async function readTeamState({ roles, teams }: Reads, team: Team): Promise<TeamState> {
  const { accountId, id } = team;
  const [found, memberIds, grants] = await Promise.all([
    Promise.all(team.customRoleIds.map((roleId) => roles.findRole(accountId, roleId))),
    teams.listTeamMemberIds(accountId, id),
    teams.listGrants(accountId, id),
  ]);
  return {
    team,
    roles: found.filter((role) => role !== undefined),
    memberIds: new Set(memberIds),
    grants,
  };
}

/** Those who belong to the one and not to the other. */
export function membersOnlyIn(one: TeamState | undefined, other: TeamState | undefined): readonly string[] {
  return [...(one?.memberIds ?? [])].filter((id) => other?.memberIds.has(id) !== true);
}

/** What a team may have: all of it is read with every use of a token of its members. */
const ROLE_LIMIT = 100;
const ATTRIBUTE_LIMIT = 100;
const GRANT_LIMIT = 1_000;

/** @throws Failure `invalid_request` for a team that would have more than it may */
export function refuseTooMuch({ team, roles, grants }: TeamState): void {
  const counts: readonly (readonly [string, number, number])[] = [
    ['roles', roles.length, ROLE_LIMIT],
    ['role attributes', Object.keys(team.roleAttributes).length, ATTRIBUTE_LIMIT],
    ['permission grants', grants.length, GRANT_LIMIT],
  ];
  for (const [what, count, limit] of counts) {
    if (count > limit) throw new Failure('invalid_request', `a team may have at most ${limit} ${what}`);
  }
}

/** Whether the edit would write anything. */
export function isEdit({ before, after }: TeamEdit): boolean {
  if (before === undefined || after === undefined) return true;
  return (
    JSON.stringify(contentOf(before)) !== JSON.stringify(contentOf(after)) ||
    membersOnlyIn(before, after).length + membersOnlyIn(after, before).length > 0
  );
}

function contentOf({ team, roles, grants }: TeamState): unknown {
  const { name, description, roleAttributes } = team;
  return [name, description, roles.map(({ id }) => id), roleAttributes, grants];
}
