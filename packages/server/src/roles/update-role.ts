import type { Statement } from '@keyward/policy';
import type { ChangeNote } from '../audit/audit-entry.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { changeAs } from '../grants/change-as.ts';
import { requireAccess } from '../grants/require-access.ts';
import { requirePieceHeld } from '../grants/require-piece-held.ts';
import { requireValidPolicy } from '../policies/require-valid-policy.ts';
import { refuseSecrets } from '../tokens/refuse-secrets.ts';
import { auditActor, type Caller } from '../verification/caller.ts';
import type { NewRole } from './create-role.ts';
import { findVisibleRole } from './get-role.ts';
import { namedRole } from './held-roles.ts';
import { requireCustomRoles } from './require-custom-roles.ts';
import { isPresetKey, type Role, roleResource } from './role.ts';
import { roleSnapshot } from './role-snapshot.ts';
import { widestPolicy } from './widest-policy.ts';

/** All of a role that may be changed, as it is to be. */
export type RoleEdit = Omit<NewRole, 'key'>;

interface RoleChange {
  readonly action: string;
  readonly description: string;
  /** Whether holders may gain by it. */
  readonly gives: boolean;
}

/**
 * Changes a role, and at once the rights of everybody who holds it: the caller must hold what any of them would gain.
 *
 * @param edit what the role is to be, made of what it is
 * @throws Failure `not_found`, `forbidden`, `invalid_request`, `patch_failed`, `feature_disabled`, `optimistic_locking_error`
 */
export async function updateRole(
  deployment: Deployment,
  caller: Caller,
  keyOrId: string,
  edit: (role: Role) => RoleEdit,
  note: ChangeNote = {},
): Promise<Role> {
  const { principal } = caller;
  const { roles } = deployment.store.reads;
  requireCustomRoles(principal);
  const before = await findVisibleRole(roles, principal, keyOrId);
  const wanted = edit(before);
  const made = changesOf(before, wanted);
  if (made.length === 0) return before;
  if (isPresetKey(before.key)) {
    throw new Failure('invalid_request', 'a preset role is not edited', {
      hint: 'make a role of its policy',
    });
  }
  for (const { action } of made) requireAccess(principal, action, roleResource(before));
  refuseSecrets({ name: wanted.name, description: wanted.description, comment: note.comment ?? '' });
  requireValidPolicy('policy', wanted.policy, principal.types.catalogue);
  const isGiving = made.some(({ gives }) => gives);
  const { accountId } = principal;
  const hasHolders = isGiving && (await roles.listRoleHolders(accountId, before.id)).length > 0;
  if (hasHolders) await requireEditHeld(deployment, caller, before, wanted);

  return changeAs(deployment, caller, async (changes, nowMs) => {
    const role: Role = { ...before, ...wanted, modifiedAt: nowMs, version: before.version + 1 };
    const isHeld = (await changes.roles.listRoleHolders(accountId, role.id)).length > 0;
    if (isGiving && isHeld !== hasHolders) throw raced();
    if (!(await changes.roles.updateRole(role))) throw raced();
    changes.recordChange({ accountId, kind: 'role', id: role.id });
    changes.recordAudit(accountId, {
      actor: auditActor(caller),
      action: made[0]?.action ?? 'updateName',
      target: { kind: 'role', id: role.key, name: role.name, resource: roleResource(role) },
      verb: 'changed the role',
      description: made.map(({ description }) => description).join('; '),
      ...note,
      previousVersion: roleSnapshot(before),
      currentVersion: roleSnapshot(role),
    });
    return role;
  });
}

/**
 * What is newly allowed must be held, whoever has the role. Placeholders are read as widely as any holder's attributes could
 * make them.
 */
async function requireEditHeld(
  deployment: Deployment,
  { principal }: Caller,
  before: Role,
  wanted: RoleEdit,
): Promise<void> {
  const gained = { ...namedRole({ ...before, ...wanted }), ...gainedBy(before, wanted) };
  const isNothing = gained.basePermissions === 'no_access' && gained.policy.every(isDeny);
  if (isNothing) return;
  const widest = { ...gained, policy: widestPolicy(gained.policy) };
  const had = { scope: { customRoles: [namedRole(before)] } };
  await requirePieceHeld(deployment, principal, had, { scope: { customRoles: [widest] } });
}

/** Where every deny stays and the base permissions are the same, only new statements can allow anything new. */
function gainedBy(before: Role, wanted: RoleEdit): Pick<Role, 'policy' | 'basePermissions'> {
  const known = new Set(before.policy.map((statement) => JSON.stringify(statement)));
  const kept = new Set(wanted.policy.map((statement) => JSON.stringify(statement)));
  const keepsDenies = before.policy.every(
    (statement) => !isDeny(statement) || kept.has(JSON.stringify(statement)),
  );
  if (!keepsDenies || wanted.basePermissions !== before.basePermissions) return wanted;
  const policy = wanted.policy.filter(
    (statement) => isDeny(statement) || !known.has(JSON.stringify(statement)),
  );
  return { policy, basePermissions: 'no_access' };
}

function isDeny({ effect }: Statement): boolean {
  return effect === 'deny';
}

function changesOf(before: Role, wanted: RoleEdit): readonly RoleChange[] {
  const isChanged = (field: keyof RoleEdit) =>
    JSON.stringify(before[field]) !== JSON.stringify(wanted[field]);
  const change = (action: string, description: string, gives = false) => ({ action, description, gives });
  return [
    ...(isChanged('name')
      ? [change('updateName', `Changed the name from \`${before.name}\` to \`${wanted.name}\``)]
      : []),
    ...(isChanged('description') || isChanged('resourceCategory')
      ? [change('updateDescription', 'Changed the description')]
      : []),
    ...(isChanged('policy') ? [change('updatePolicy', 'Changed the policy', true)] : []),
    ...(isChanged('basePermissions')
      ? [
          change(
            'updateBasePermissions',
            `Changed the base permissions from ${before.basePermissions} to ${wanted.basePermissions}`,
            true,
          ),
        ]
      : []),
  ];
}

function raced(): Failure {
  return new Failure('optimistic_locking_error', 'The role changed during the call. Try again later.');
}
