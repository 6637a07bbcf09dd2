import type { Deployment } from '../deployment/deployment.ts';
import type { Page } from '../storage/page.ts';
import type { Principal } from '../verification/principal.ts';
import { countVisibleMembers } from './count-visible-members.ts';
import { maySeeTeam, type PartOf } from './get-team.ts';
import type { Team } from './team.ts';

export interface TeamFilter {
  /** Part of a name or a key, whatever its case. */
  readonly query?: string;
  /** Only teams without members whom the caller may see, or only those with some. */
  readonly noMembers?: boolean;
}

/** The teams that the principal may see, newest first. Teams are made by people: an account has few enough to be looked at one by one. */
export async function listTeams(
  deployment: Deployment,
  principal: Principal,
  { query, noMembers }: TeamFilter,
  { limit, offset }: Page,
): Promise<PartOf<Team>> {
  const all = await deployment.store.reads.teams.listTeams(principal.accountId);
  const named = all.filter(
    (team) => maySeeTeam(principal, team) && (query === undefined || isNamed(team, query)),
  );
  const counts =
    noMembers === undefined ? undefined : await countVisibleMembers(deployment, principal, named);
  const visible = named.filter(({ id }) => counts === undefined || (counts.get(id) === 0) === noMembers);
  return { items: visible.slice(offset, offset + limit), totalCount: visible.length };
}

function isNamed({ name, key }: Team, query: string): boolean {
  const wanted = query.toLowerCase();
  return name.toLowerCase().includes(wanted) || key.toLowerCase().includes(wanted);
}
