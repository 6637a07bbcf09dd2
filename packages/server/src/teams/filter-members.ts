import type { Deployment } from '../deployment/deployment.ts';
import { everybodyBut } from '../members/everybody-but.ts';
import type { Principal } from '../verification/principal.ts';

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
export function listUnfilteredIds(
  deployment: Pick<Deployment, 'store'>,
  principal: Principal,
  { ignoredMemberIds, query, roles, teamKey, lastSeen }: MemberFilter,
): Promise<readonly string[]> {
  const filters = [
    ...(query === undefined ? [] : [{ query }]),
    ...(roles.length === 0 ? [] : [{ roles }]),
    ...(teamKey === undefined ? [] : [{ team: teamKey }]),
    ...(lastSeen === undefined
      ? []
      : [{ lastSeen: lastSeen === 'never' ? lastSeen : { beforeMs: lastSeen.before } }]),
  ];
  return everybodyBut(deployment, principal, { filters, memberIds: ignoredMemberIds });
}
