import { setImmediate } from 'node:timers/promises';
import type { Deployment } from '../deployment/deployment.ts';
import { maySeeMember, seesEverybody } from '../members/require-manageable.ts';
import type { Principal } from '../verification/principal.ts';
import type { Team } from './team.ts';

const DECISIONS_AT_ONCE = 200;

/**
 * How many members of each of these teams the principal may see. A long list is decided in slices: decided on at once it would
 * hold up every verification.
 */
export async function countVisibleMembers(
  { store }: Deployment,
  principal: Principal,
  teams: readonly Team[],
): Promise<ReadonlyMap<string, number>> {
  const { accountId } = principal;
  const reads = store.reads.teams;
  const everybody = seesEverybody(principal);
  if (everybody && teams.length > 1) {
    const counts = await reads.countTeamMembers(accountId);
    return new Map(teams.map(({ id }) => [id, counts.get(id) ?? 0]));
  }
  const counts = new Map<string, number>();
  for (const { id } of teams) {
    const memberIds = await reads.listTeamMemberIds(accountId, id);
    let count = everybody ? memberIds.length : 0;
    for (const [index, memberId] of everybody ? [] : memberIds.entries()) {
      if (index % DECISIONS_AT_ONCE === 0) await setImmediate();
      if (maySeeMember(principal, memberId)) count++;
    }
    counts.set(id, count);
  }
  return counts;
}
