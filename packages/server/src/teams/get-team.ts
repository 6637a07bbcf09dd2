import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { hasAccess } from '../grants/require-access.ts';
import type { Member } from '../members/member.ts';
import { maySeeMember } from '../members/require-manageable.ts';
import { maySeeRole } from '../roles/get-role.ts';
import type { Role } from '../roles/role.ts';
import type { Page } from '../storage/page.ts';
import type { TeamReads } from '../storage/team-store.ts';
import { hasBaseRolesOnly, type Principal } from '../verification/principal.ts';
import { MAINTAIN_TEAM } from './permission-grant.ts';
import { type Team, teamResource } from './team.ts';

const ANY_KEY = 'any';

/** A part of a list, with how many there are of it. */
export interface PartOf<T> {
  readonly items: readonly T[];
  readonly totalCount: number;
}

export interface TeamRole {
  readonly role: Role;
  readonly givenAt: number;
}

/**
 * @throws Failure `not_found` for a team that does not exist or may not be seen
 */
export async function findVisibleTeam(teams: TeamReads, principal: Principal, key: string): Promise<Team> {
  const team = await teams.findTeam(principal.accountId, key);
  if (team === undefined || !maySeeTeam(principal, team)) {
    throw new Failure('not_found', 'Invalid resource identifier');
  }
  return team;
}

export function maySeeTeam(principal: Principal, team: Team): boolean {
  return hasAccess(principal, 'viewTeam', teamResource(team));
}

/** Base roles speak of whole types: one question about any key answers for all. Policies may name single teams. */
export function seesEveryTeam(principal: Principal): boolean {
  return hasBaseRolesOnly(principal) && hasAccess(principal, 'viewTeam', teamResource({ key: ANY_KEY }));
}

/** The roles of a team that the principal may see, in the order in which they were given. */
export async function listTeamRoles(
  { store }: Deployment,
  principal: Principal,
  { accountId, customRoleIds, rolesGivenAt, createdAt }: Team,
  page: Page,
): Promise<PartOf<TeamRole>> {
  const found = await Promise.all(customRoleIds.map((id) => store.reads.roles.findRole(accountId, id)));
  const visible = found.filter((role) => role !== undefined && maySeeRole(principal, role)) as Role[];
  const given = visible.map((role) => ({ role, givenAt: rolesGivenAt[role.id] ?? createdAt }));
  return partOf(given, page);
}

/** The members who maintain a team, as far as the principal may see them, in the order in which they were made to. */
export async function listMaintainers(
  { store }: Deployment,
  principal: Principal,
  { accountId, id }: Team,
  page: Page,
): Promise<PartOf<Member>> {
  const { teams } = store.reads;
  const grants = await teams.listGrants(accountId, id);
  const ids = grants
    .filter(({ memberId, granted }) => granted === MAINTAIN_TEAM && maySeeMember(principal, memberId))
    .map(({ memberId }) => memberId);
  const { items, totalCount } = partOf(ids, page);
  const members = await teams.listMembersById(accountId, items);
  return { items: items.flatMap((each) => members.find((member) => member.id === each) ?? []), totalCount };
}

/** What a member may do to a team beside what its maintainers may. */
export interface ActionGrant {
  readonly member: Member;
  readonly actions: readonly string[];
}

/** Who was given single actions on a team, as far as the principal may see them, in the order in which they were given. */
export async function listActionGrants(
  { store }: Deployment,
  principal: Principal,
  { accountId, id }: Team,
  page: Page,
): Promise<PartOf<ActionGrant>> {
  const { teams } = store.reads;
  const visible = (await teams.listGrants(accountId, id)).filter(
    ({ memberId, granted }) => granted !== MAINTAIN_TEAM && maySeeMember(principal, memberId),
  );
  const { items, totalCount } = partOf(visible, page);
  const members = await teams.listMembersById(
    accountId,
    items.map(({ memberId }) => memberId),
  );
  const found = items.flatMap(({ memberId, granted }) => {
    const member = members.find((each) => each.id === memberId);
    return member ? { member, actions: [granted].flat() } : [];
  });
  return { items: found, totalCount };
}

function partOf<T>(all: readonly T[], { limit, offset }: Page): PartOf<T> {
  return { items: all.slice(offset, offset + limit), totalCount: all.length };
}
