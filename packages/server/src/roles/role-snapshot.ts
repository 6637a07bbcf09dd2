import type { Role } from './role.ts';

/** What the API shows of a role itself, and so what the audit log keeps of it. */
export function roleSnapshot(role: Role) {
  return {
    _id: role.id,
    key: role.key,
    name: role.name,
    description: role.description,
    policy: [...role.policy],
    basePermissions: role.basePermissions,
    ...(role.resourceCategory !== null && { resourceCategory: role.resourceCategory }),
  };
}
