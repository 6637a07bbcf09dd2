import type { Member } from '../members/member.ts';
import { maySeeMember } from '../members/require-manageable.ts';
import type { Reads } from '../storage/store.ts';
import type { Principal } from '../verification/principal.ts';
import { findRolesByKey } from './find-team-parts.ts';
import { maySeeTeam } from './get-team.ts';

/** Members who match any of these are left out. */
export interface MemberFilter {
  readonly ignoredMemberIds: readonly string[];
  /** Part of an e-mail or a name, whatever its case. */
  readonly query?: string;
  /** Base roles, of which `admin` stands for `owner` too, and keys of custom roles that are held directly. */
  readonly roles: readonly string[];
  /** The key of a team that they belong to, whatever its case. */
  readonly teamKey?: string;
  /** Never seen, or not since. */
  readonly lastSeen?: 'never' | { readonly before: number };
}

/** The ids of all members that the principal may see and no filter matches. */
export async function listUnfilteredIds(
  reads: Reads,
  principal: Principal,
  filter: MemberFilter,
): Promise<readonly string[]> {
  const { accountId } = principal;
  const all = await reads.members.listMembers(accountId, { limit: 100_000, offset: 0 });
  const matches = [
    isIgnored(filter),
    isNamed(filter),
    await hasRole(reads, principal, filter),
    await isInTeam(reads, principal, filter),
    isUnseen(filter),
  ];
  return all
    .filter((member) => maySeeMember(principal, member.id) && !matches.some((isMatch) => isMatch(member)))
    .map(({ id }) => id);
}

type Match = (member: Member) => boolean;

const NOBODY: Match = () => false;

function isIgnored({ ignoredMemberIds }: MemberFilter): Match {
  const ignored = new Set(ignoredMemberIds);
  return ({ id }) => ignored.has(id);
}

function isNamed({ query }: MemberFilter): Match {
  const wanted = query?.toLowerCase();
  if (wanted === undefined) return NOBODY;
  return ({ email, firstName, lastName }) =>
    [email, `${firstName} ${lastName}`].some((text) => text.toLowerCase().includes(wanted));
}

async function hasRole(reads: Reads, principal: Principal, { roles }: MemberFilter): Promise<Match> {
  if (roles.length === 0) return NOBODY;
  const wanted = new Set(roles.map((role) => role.toLowerCase()));
  if (wanted.has('admin')) wanted.add('owner');
  const { found } = await findRolesByKey(reads, principal, roles);
  return ({ role, customRoleIds }) => wanted.has(role) || found.some(({ id }) => customRoleIds.includes(id));
}

async function isInTeam({ teams }: Reads, principal: Principal, { teamKey }: MemberFilter): Promise<Match> {
  const wanted = teamKey?.toLowerCase();
  if (wanted === undefined) return NOBODY;
  const members = new Set<string>();
  for (const team of await teams.listTeams(principal.accountId)) {
    if (team.key.toLowerCase() !== wanted || !maySeeTeam(principal, team)) continue;
    for (const id of await teams.listTeamMemberIds(team.accountId, team.id)) members.add(id);
  }
  return ({ id }) => members.has(id);
}

function isUnseen({ lastSeen }: MemberFilter): Match {
  if (lastSeen === undefined) return NOBODY;
  if (lastSeen === 'never') return ({ lastSeenAt }) => lastSeenAt === null;
  return ({ lastSeenAt }) => lastSeenAt === null || lastSeenAt < lastSeen.before;
}
