import type { Deployment } from '../deployment/deployment.ts';
import { maySeeMember, seesEverybody } from '../members/require-manageable.ts';
import type { RoleHolderCounts } from '../storage/role-store.ts';
import { NEWEST_FIRST } from '../storage/token-list-store.ts';
import { maySeeTeam, seesEveryTeam } from '../teams/get-team.ts';
import { countVisibleTokens } from '../tokens/list-tokens.ts';
import { uniformlyVisible } from '../tokens/visible-tokens.ts';
import type { Principal } from '../verification/principal.ts';

const NOBODY: RoleHolderCounts = { tokens: 0, members: 0, teams: 0 };

/** How many members, teams and tokens hold each of these roles, as far as the principal may see them. */
export async function countVisibleHolders(
  deployment: Deployment,
  principal: Principal,
  roleIds: readonly string[],
): Promise<ReadonlyMap<string, RoleHolderCounts>> {
  const all = await deployment.store.reads.roles.countRoleHolders(roleIds);
  if (seesEverybody(principal) && seesEveryTeam(principal) && seesEveryToken(principal)) return all;
  const counts = new Map<string, RoleHolderCounts>();
  for (const roleId of roleIds) {
    const known = all.get(roleId) ?? NOBODY;
    const { members, teams } = await countMembersAndTeams(deployment, principal, roleId);
    const tokens = known.tokens === 0 ? 0 : await countTokens(deployment, principal, roleId);
    counts.set(roleId, { members, teams, tokens });
  }
  return counts;
}

function seesEveryToken(principal: Principal): boolean {
  const visible = uniformlyVisible(principal, true);
  return visible?.serviceTokens === true && visible.allPersonalTokens;
}

async function countMembersAndTeams(
  { store }: Deployment,
  principal: Principal,
  roleId: string,
): Promise<Pick<RoleHolderCounts, 'members' | 'teams'>> {
  const { roles, teams } = store.reads;
  const { accountId } = principal;
  const holders = await roles.listRoleHolders(accountId, roleId);
  const members = holders.filter(({ kind, id }) => kind === 'member' && maySeeMember(principal, id));
  const teamIds = new Set(holders.filter(({ kind }) => kind === 'team').map(({ id }) => id));
  const known = teamIds.size === 0 ? [] : await teams.listTeams(accountId);
  const seen = known.filter((team) => teamIds.has(team.id) && maySeeTeam(principal, team));
  return { members: members.length, teams: seen.length };
}

function countTokens(deployment: Deployment, principal: Principal, roleId: string): Promise<number> {
  const conditions = [{ baseRoles: [], customRoleIds: [roleId] }];
  const visible = uniformlyVisible(principal, true);
  return visible === undefined
    ? countVisibleTokens(deployment, principal, { showAll: true, conditions }, NEWEST_FIRST)
    : deployment.store.reads.tokens.countTokens(principal.accountId, {
        visible,
        conditions,
        nowMs: deployment.clock.now(),
      });
}
