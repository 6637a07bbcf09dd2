import { presetRoles } from '@keyward/policy';
import { newObjectId } from '../object-id.ts';
import type { RoleWrites } from '../storage/role-store.ts';

/** Gives a new account the preset roles, so that each has an id by which tokens and members can hold it. */
export async function insertPresetRoles(roles: RoleWrites, accountId: string, nowMs: number): Promise<void> {
  for (const { key, name, description, policy } of presetRoles) {
    await roles.insertRole({
      id: newObjectId(),
      accountId,
      key,
      name,
      description,
      policy,
      basePermissions: 'no_access',
      resourceCategory: null,
      createdAt: nowMs,
      modifiedAt: nowMs,
      version: 1,
    });
  }
}
