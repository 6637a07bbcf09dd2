import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import type { Principal } from '../verification/principal.ts';
import { seenFilter, visibleMemberIds } from './list-members.ts';
import type { MemberFilter } from './member-filter.ts';

/** All visible members but those whom one of the filters matches and those who are named. */
export interface EverybodyBut {
  readonly filters: readonly MemberFilter[];
  readonly memberIds: readonly string[];
}

/** Their ids. @throws Failure `invalid_request` for a team or role that does not exist: a typing error would spare nobody */
export async function listEverybodyBut(
  deployment: Deployment,
  principal: Principal,
  { filters, memberIds }: EverybodyBut,
): Promise<readonly string[]> {
  const { members } = deployment.store.reads;
  const spared = new Set(memberIds);
  for (const filter of filters) {
    const seen = await seenFilter(deployment, principal, filter);
    if (seen === undefined || seen.roles?.length !== filter.roles?.length) throw nobodySpared(filter);
    const matching = await members.listMemberIds(principal.accountId, { filter, orders: [] });
    for (const id of matching) spared.add(id);
  }
  const visible = await visibleMemberIds(deployment, principal, { filter: {}, orders: [] });
  return visible.filter((id) => !spared.has(id));
}

function nobodySpared({ team, roles }: MemberFilter): Failure {
  return team === undefined
    ? new Failure(
        'invalid_request',
        `\`filterRoles\`: not every one of \`${roles?.join('|').slice(0, 60)}\` is a role`,
      )
    : new Failure('invalid_request', `\`filterTeamKey\`: there is no team \`${team.slice(0, 60)}\``);
}
