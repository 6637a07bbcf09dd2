import type { MemberChange } from '../grants/require-raise-held.ts';
import { type HeldGrant, type HeldRoles, type HeldTeam, NO_ROLES } from '../roles/held-roles.ts';
import type { Reads } from '../storage/store.ts';
import type { PermissionGrant } from './permission-grant.ts';
import { membersOnlyIn, type TeamEdit, type TeamState } from './team-state.ts';

/** What becomes of each member whose rights the edits of teams may change. */
export async function memberChanges(
  { teams, roles }: Reads,
  accountId: string,
  edits: readonly TeamEdit[],
): Promise<readonly MemberChange[]> {
  const ids = new Set(edits.flatMap(membersTouchedBy));
  const members = await teams.listMembersById(accountId, [...ids]);
  const heldBy = await roles.findHeldRolesOf(members.map(({ id }) => id));
  return members.map((member) => {
    const held = heldBy.get(member.id) ?? NO_ROLES;
    const after = edits.reduce((soFar, edit) => heldAfter(soFar, edit, member.id), held);
    return { before: { member, held }, after: { member, held: after } };
  });
}

/** Members who come, go or are granted something. */
export function membersNamedBy({ before, after }: TeamEdit): readonly string[] {
  const isIn = (grants: readonly PermissionGrant[] = []) => {
    const given = new Set(grants.map(nameOf));
    return (grant: PermissionGrant) => given.has(nameOf(grant));
  };
  const isBefore = isIn(before?.grants);
  const isAfter = isIn(after?.grants);
  const grants = [
    ...(before?.grants ?? []).filter((grant) => !isAfter(grant)),
    ...(after?.grants ?? []).filter((grant) => !isBefore(grant)),
  ];
  return [
    ...membersOnlyIn(before, after),
    ...membersOnlyIn(after, before),
    ...grants.map(({ memberId }) => memberId),
  ];
}

/** Coming to a team without roles changes nobody's rights; a change of roles or attributes changes everybody's. */
function membersTouchedBy(edit: TeamEdit): readonly string[] {
  const { before, after } = edit;
  const changesAll = before && after && rightsOf(before) !== rightsOf(after);
  return [...membersNamedBy(edit), ...(changesAll ? [...before.memberIds, ...after.memberIds] : [])];
}

function rightsOf({ team, roles }: TeamState): string {
  return JSON.stringify([roles.map(({ id }) => id), roles.length > 0 && team.roleAttributes]);
}

function heldAfter(held: HeldRoles, { before, after }: TeamEdit, memberId: string): HeldRoles {
  const teamId = (after ?? before)?.team.id;
  const teams = held.teams.filter(({ id }) => id !== teamId);
  const grants = held.grants.filter((grant) => grant.teamId !== teamId);
  if (after === undefined) return { ...held, teams, grants };
  const isMember = after.memberIds.has(memberId);
  return {
    ...held,
    teams: isMember ? [...teams, heldTeam(after)] : teams,
    grants: [...grants, ...grantsTo(memberId, after)],
  };
}

function heldTeam({ team, roles }: TeamState): HeldTeam {
  const { id, key, name, version, roleAttributes } = team;
  return { id, key, name, version, roleAttributes, roles };
}

function grantsTo(id: string, { team, grants }: TeamState): readonly HeldGrant[] {
  return grants
    .filter(({ memberId }) => memberId === id)
    .map(({ granted }) => ({ teamId: team.id, teamKey: team.key, granted }));
}

function nameOf({ memberId, granted }: PermissionGrant): string {
  return JSON.stringify([memberId, granted]);
}
