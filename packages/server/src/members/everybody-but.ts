import type { Deployment } from '../deployment/deployment.ts';
import type { Principal } from '../verification/principal.ts';
import { isSeenFilter, visibleMemberIds } from './list-members.ts';
import type { MemberFilter } from './member-filter.ts';

/** All visible members but those whom one of the filters matches and those who are named. */
export interface EverybodyBut {
  readonly filters: readonly MemberFilter[];
  readonly memberIds: readonly string[];
}

/** Their ids. */
export async function listEverybodyBut(
  deployment: Deployment,
  principal: Principal,
  { filters, memberIds }: EverybodyBut,
): Promise<readonly string[]> {
  const { members } = deployment.store.reads;
  const spared = new Set(memberIds);
  for (const filter of filters) {
    if (!(await isSeenFilter(deployment, principal, filter))) continue;
    const matching = await members.listMemberIds(principal.accountId, { filter, orders: [] });
    for (const id of matching) spared.add(id);
  }
  const visible = await visibleMemberIds(deployment, principal, { filter: {}, orders: [] });
  return visible.filter((id) => !spared.has(id));
}
