import type { Policy } from '@keyward/policy';
import { teamResource } from './team.ts';

/** The set of actions of whoever looks after a team. */
export const MAINTAIN_TEAM = 'maintainTeam';

/** What looking after a team takes. Its roles, its grants and its end stay with whoever may give and take those. */
const MAINTAINER_ACTIONS = ['viewTeam', 'updateTeamName', 'updateTeamDescription', 'updateTeamMembers'];

/** A named set of actions, or actions one by one. */
export type GrantedActions = typeof MAINTAIN_TEAM | readonly string[];

/** What one member may do to a team without any role, whether they belong to it or not. */
export interface PermissionGrant {
  readonly memberId: string;
  readonly granted: GrantedActions;
}

/** Allows, never denies, and on that team alone. */
export function grantPolicy(teamKey: string, granted: GrantedActions): Policy {
  const actions = granted === MAINTAIN_TEAM ? MAINTAINER_ACTIONS : granted;
  return [{ effect: 'allow', resources: [teamResource({ key: teamKey })], actions: [...actions] }];
}

export function isSameGrant(one: PermissionGrant, other: PermissionGrant): boolean {
  return one.memberId === other.memberId && JSON.stringify(one.granted) === JSON.stringify(other.granted);
}
