import type { BaseRole, Policy } from '@keyward/policy';
import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { changeAs } from '../grants/change-as.ts';
import { requireAccess } from '../grants/require-access.ts';
import { newObjectId } from '../object-id.ts';
import { requireValidPolicy } from '../policies/require-valid-policy.ts';
import { UniqueViolation } from '../storage/store.ts';
import { refuseSecrets } from '../tokens/refuse-secrets.ts';
import { auditActor, type Caller } from '../verification/caller.ts';
import { requireCustomRoles } from './require-custom-roles.ts';
import { isPresetKey, type ResourceCategory, type Role, roleResource } from './role.ts';
import { roleSnapshot } from './role-snapshot.ts';

export interface NewRole {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly policy: Policy;
  readonly basePermissions: BaseRole;
  readonly resourceCategory: ResourceCategory | null;
}

/** Letters, digits, dots, dashes and underscores, beginning with a letter or digit. */
export const ROLE_KEY = /^[A-Za-z0-9][A-Za-z0-9._-]{0,255}$/;

/**
 * Makes a custom role. Nobody holds it yet, so it raises nobody: what it allows is looked at when it is given.
 *
 * @throws Failure `invalid_request`, `forbidden`, `conflict`, `feature_disabled`, `optimistic_locking_error`
 */
export async function createRole(deployment: Deployment, caller: Caller, wanted: NewRole): Promise<Role> {
  const { principal } = caller;
  const { accountId } = principal;
  requireCustomRoles(principal);
  requireAccess(principal, 'createRole', roleResource(wanted));
  if (isPresetKey(wanted.key)) {
    throw new Failure('invalid_request', '`key`: keys that begin with `keyward-` are those of preset roles');
  }
  refuseSecrets({ name: wanted.name, description: wanted.description });
  requireValidPolicy('policy', wanted.policy, principal.types.catalogue);
  const id = newObjectId();
  try {
    return await changeAs(deployment, caller, async (changes, nowMs) => {
      const role: Role = { id, accountId, ...wanted, createdAt: nowMs, modifiedAt: nowMs, version: 1 };
      await changes.roles.insertRole(role);
      changes.recordChange({ accountId, kind: 'role', id });
      changes.recordAudit(accountId, {
        actor: auditActor(caller),
        action: 'createRole',
        target: { kind: 'role', id: role.key, name: role.name, resource: roleResource(role) },
        verb: 'created the role',
        description: `Created the role with ${role.policy.length} statements`,
        currentVersion: roleSnapshot(role),
      });
      return role;
    });
  } catch (error) {
    if (!(error instanceof UniqueViolation)) throw error;
    throw new Failure('conflict', `a role with the key \`${wanted.key}\` exists already`, { cause: error });
  }
}
