import { setImmediate } from 'node:timers/promises';
import { type AccessRequest, BASE_ROLES } from '@keyward/policy';
import type { Deployment } from '../deployment/deployment.ts';
import { maySeeRole } from '../roles/get-role.ts';
import type { Page } from '../storage/page.ts';
import { maySeeTeam, seesEveryTeam } from '../teams/get-team.ts';
import { actingMember, type Principal } from '../verification/principal.ts';
import type { Member } from './member.ts';
import type { KnownTeams, MemberFilter, MemberQuery } from './member-filter.ts';
import { membersWithAccess } from './members-with-access.ts';
import { findVisibleMember, maySeeMember, seesEverybody } from './require-manageable.ts';

const DECISIONS_AT_ONCE = 100;

export interface MemberList {
  readonly items: readonly Member[];
  /** All that match and that the caller may see, not those of this page. */
  readonly totalCount: number;
}

/**
 * The members that match and that the principal may see.
 *
 * @param access only members who may do this; of others than the caller it is asked only with `evaluatePolicy`
 */
export async function listMembers(
  deployment: Deployment,
  principal: Principal,
  wanted: MemberQuery,
  page: Page,
  access?: AccessRequest,
): Promise<MemberList> {
  const { accountId } = principal;
  const { members } = deployment.store.reads;
  const filter = await seenFilter(deployment, principal, wanted.filter);
  if (filter === undefined) return { items: [], totalCount: 0 };
  const query = { ...wanted, filter };
  if (access === undefined && seesEverybody(principal)) {
    const [shown, totalCount] = await Promise.all([
      members.listMemberIds(accountId, query, page),
      members.countMembers(accountId, query.filter),
    ]);
    return { items: await members.findMembers(accountId, shown), totalCount };
  }
  const visible = await visibleMemberIds(deployment, principal, query);
  const ids =
    access === undefined ? visible : await membersWithAccess(deployment, principal, visible, access);
  const shown = ids.slice(page.offset, page.offset + page.limit);
  return { items: await members.findMembers(accountId, shown), totalCount: ids.length };
}

/**
 * The ids of the members that match and that the principal may see. Lets others in between: a long list decided on at
 * once would hold up every verification.
 */
export async function visibleMemberIds(
  { store }: Deployment,
  principal: Principal,
  query: MemberQuery,
): Promise<readonly string[]> {
  const all = await store.reads.members.listMemberIds(principal.accountId, query);
  if (seesEverybody(principal)) return all;
  const visible: string[] = [];
  for (const [index, id] of all.entries()) {
    if (index % DECISIONS_AT_ONCE === 0) await setImmediate();
    if (maySeeMember(principal, id)) visible.push(id);
  }
  return visible;
}

/**
 * As much of a filter as the caller may know of: who is in a team, or has a role, that one may not see is not told. Teams whose
 * keys differ only in case are found together, so all of them must be seen.
 *
 * @returns undefined when nobody matches for all that the caller may know
 */
export async function seenFilter(
  deployment: Deployment,
  principal: Principal,
  asked: MemberFilter,
): Promise<MemberFilter | undefined> {
  const { store } = deployment;
  const knownTeams = asked.hasNoTeam === undefined ? undefined : await teamsKnown(deployment, principal);
  const filter = { ...asked, ...(knownTeams && { knownTeams }) };
  const { team, roles } = filter;
  if (team !== undefined) {
    const teams = await store.reads.teams.listTeams(principal.accountId);
    const meant = teams.filter(({ key }) => key.toLowerCase() === team.toLowerCase());
    if (meant.length === 0 || !meant.every((each) => maySeeTeam(principal, each))) return undefined;
  }
  if (roles === undefined) return filter;
  const seen: string[] = [];
  for (const name of roles) {
    const isBase = (BASE_ROLES as readonly string[]).includes(name.toLowerCase());
    const role = isBase ? undefined : await store.reads.roles.findRole(principal.accountId, name);
    if (isBase || (role !== undefined && maySeeRole(principal, role))) seen.push(name);
  }
  return seen.length === 0 ? undefined : { ...filter, roles: seen };
}

/** The teams that count for the caller, where not all do. */
async function teamsKnown({ store }: Deployment, principal: Principal): Promise<KnownTeams | undefined> {
  if (seesEveryTeam(principal)) return undefined;
  const teams = await store.reads.teams.listTeams(principal.accountId);
  const teamIds = teams.filter((team) => maySeeTeam(principal, team)).map(({ id }) => id);
  const own = actingMember(principal);
  return { teamIds, ...(own && { allOfMemberId: own.id }) };
}

/**
 * @param memberId an id, or `me` for the caller's own member
 * @throws Failure `not_found`
 */
export async function getMember(
  { store }: Deployment,
  principal: Principal,
  memberId: string,
): Promise<Member> {
  const id = memberId === 'me' ? (actingMember(principal)?.id ?? '') : memberId;
  return findVisibleMember(store.reads.members, principal, id);
}
