import type { TeamState } from './team-state.ts';

/** Past these many their number alone is kept: an entry of the audit log has an end. */
const KEPT_MEMBERS = 100;

/** What the API shows of a team, and so what the audit log keeps of it. */
export function teamSnapshot({ team, roles, memberIds, grants }: TeamState) {
  return {
    _id: team.id,
    key: team.key,
    name: team.name,
    description: team.description,
    customRoleKeys: roles.map(({ key }) => key),
    roleAttributes: team.roleAttributes,
    permissionGrants: grants.slice(0, KEPT_MEMBERS).map(({ memberId, granted }) => ({
      memberId,
      ...(typeof granted === 'string' ? { actionSet: granted } : { actions: [...granted] }),
    })),
    membersCount: memberIds.size,
    ...(memberIds.size <= KEPT_MEMBERS && { memberIDs: [...memberIds] }),
  };
}
