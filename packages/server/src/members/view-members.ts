import type { Deployment } from '../deployment/deployment.ts';
import { hasAccess } from '../grants/require-access.ts';
import { actingMember, type Principal } from '../verification/principal.ts';
import type { Member } from './member.ts';
import type { MemberExpansion, MemberTeam, MemberView } from './member-view.ts';
import { tokensOfMembers } from './tokens-of-member.ts';

const VIEWED_AT_ONCE = 200;

/** Members as the caller may see them: teams that the caller may not see are left out, but for the caller's own. */
export async function viewMembers(
  deployment: Deployment,
  principal: Principal,
  members: readonly Member[],
  expansions: readonly MemberExpansion[] = [],
): Promise<readonly MemberView[]> {
  const views: MemberView[] = [];
  for (let start = 0; start < members.length; start += VIEWED_AT_ONCE) {
    const some = members.slice(start, start + VIEWED_AT_ONCE);
    views.push(...(await viewSome(deployment, principal, some, expansions)));
  }
  return views;
}

export async function viewMember(
  deployment: Deployment,
  principal: Principal,
  member: Member,
  expansions: readonly MemberExpansion[] = [],
): Promise<MemberView> {
  const [view] = await viewMembers(deployment, principal, [member], expansions);
  if (view === undefined) throw new Error('a member has a view');
  return view;
}

async function viewSome(
  deployment: Deployment,
  principal: Principal,
  members: readonly Member[],
  expansions: readonly MemberExpansion[],
): Promise<readonly MemberView[]> {
  const { accountId } = principal;
  const reads = deployment.store.reads.members;
  const ids = members.map(({ id }) => id);
  const [teams, grants, tokens] = await Promise.all([
    reads.listTeamsOf(accountId, ids),
    reads.listGrantsOf(accountId, ids),
    expansions.includes('tokens') ? tokensOfMembers(deployment, principal, members) : undefined,
  ]);
  const maySee = teamSight(principal);
  return members.map((member) => {
    const isOwn = actingMember(principal)?.id === member.id;
    const ofMember = tokens?.get(member.id);
    return {
      member,
      teams: (teams.get(member.id) ?? []).filter((team) => isOwn || maySee(team)),
      grants: (grants.get(member.id) ?? []).filter(({ teamKey }) => isOwn || maySee({ key: teamKey })),
      hasAttributes: expansions.includes('roleAttributes'),
      ...(ofMember && { tokens: ofMember }),
    };
  });
}

/** Whether the caller may see a team. Many members are in the same few teams: each is decided once. */
function teamSight(principal: Principal): (team: Pick<MemberTeam, 'key'>) => boolean {
  const seen = new Map<string, boolean>();
  return ({ key }) => {
    const known = seen.get(key) ?? hasAccess(principal, 'viewTeam', `team/${key}`);
    seen.set(key, known);
    return known;
  };
}
