import type { BaseRole, NamedRole, RightsSource } from '@keyward/policy';
import { queryOptions } from '@tanstack/react-query';
import { keyward, type Member, type Role } from '../app/keyward.ts';

/**
 * What the viewer may do, put together from what they can read: their base role, their roles and those of their teams.
 * Null where they may not read one of these; then only the service can compare.
 */
export function ownRightsQuery(
  member: Member | undefined,
  roles: readonly Role[] | undefined,
  /** When the roles were read, which stands for all of them. */
  readAt: number,
) {
  return queryOptions({
    queryKey: ['own-rights', member?._id, member?.version, readAt],
    queryFn: () => (member && roles ? ownRights(member, roles) : null),
    enabled: member !== undefined && roles !== undefined,
    staleTime: 60_000,
  });
}

async function ownRights(member: Member, roles: readonly Role[]): Promise<RightsSource | null> {
  const customRoles = member.customRoles.map((id) => roles.find(({ _id }) => _id === id));
  const teamRoles = await Promise.all(
    member.teams.flatMap(({ key, customRoleKeys }) =>
      customRoleKeys.map(async (roleKey) => {
        const role = roles.find((each) => each.key === roleKey);
        if (!role || !JSON.stringify(role.policy).includes('${')) return role && namedRole(role);
        const team = await keyward.teams.get(key, { expand: 'roleAttributes' }).catch(() => undefined);
        return team?.roleAttributes && { ...namedRole(role), roleAttributes: team.roleAttributes };
      }),
    ),
  );
  if ([...customRoles, ...teamRoles].includes(undefined)) return null;
  const known = <Each>(each: Each | undefined): each is Each => each !== undefined;
  return {
    holder: {
      role: member.role as BaseRole,
      customRoles: customRoles.filter(known).map(namedRole),
      teamRoles: teamRoles.filter(known),
      ...(member.roleAttributes && { roleAttributes: member.roleAttributes }),
    },
  };
}

function namedRole({ key, policy, basePermissions }: Role): NamedRole {
  return { key, policy: policy as NamedRole['policy'], basePermissions: basePermissions as BaseRole };
}
