import type { RightsSource } from '@keyward/policy';
import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { changeAs } from '../grants/change-as.ts';
import { requireAccess } from '../grants/require-access.ts';
import { isNoGain } from '../grants/require-gain-held.ts';
import { requireGrantable } from '../grants/require-grantable.ts';
import type { RoleHolder, RoleReads } from '../storage/role-store.ts';
import type { Changes } from '../storage/store.ts';
import { auditActor, type Caller } from '../verification/caller.ts';
import { memberRightsSource } from '../verification/principal.ts';
import { findVisibleRole } from './get-role.ts';
import { requireCustomRoles } from './require-custom-roles.ts';
import { isPresetKey, type Role, roleResource } from './role.ts';
import { roleSnapshot } from './role-snapshot.ts';

/**
 * Deletes a role and takes it from everybody who holds it. A token that is left without roles may do nothing. A member
 * whose last custom role it was has their base role again: where that is more, the caller must hold what they gain.
 *
 * @throws Failure `not_found`, `forbidden`, `invalid_request`, `feature_disabled`, `optimistic_locking_error`
 */
export async function deleteRole(deployment: Deployment, caller: Caller, keyOrId: string): Promise<void> {
  const { principal } = caller;
  const { accountId } = principal;
  requireCustomRoles(principal);
  const { store } = deployment;
  const role = await findVisibleRole(store.reads.roles, principal, keyOrId);
  if (isPresetKey(role.key)) throw new Failure('invalid_request', 'a preset role is not deleted');
  requireAccess(principal, 'deleteRole', roleResource(role));
  const judged = await store.reads.roles.listRoleHolders(accountId, role.id);
  await requireNobodyRaised(deployment, caller, role, judged);

  await changeAs(deployment, caller, async (changes, nowMs) => {
    const found = await changes.roles.findRole(accountId, role.id);
    if (found?.version !== role.version || !isSameHolders(await holdersOf(changes.roles, role), judged)) {
      throw new Failure('optimistic_locking_error', 'The role or who holds it changed. Try again later.');
    }
    for (const holder of judged) await takeFrom(changes, accountId, holder, role.id, nowMs);
    await changes.roles.deleteRole(accountId, role.id);
    changes.recordChange({ accountId, kind: 'role', id: role.id });
    changes.recordAudit(accountId, {
      actor: auditActor(caller),
      action: 'deleteRole',
      target: { kind: 'role', id: role.key, name: role.name, resource: roleResource(role) },
      verb: 'deleted the role',
      description: `Deleted the role and took it from ${judged.length} holders`,
      previousVersion: roleSnapshot(role),
    });
  });
}

async function requireNobodyRaised(
  deployment: Deployment,
  { principal }: Caller,
  role: Role,
  holders: readonly RoleHolder[],
): Promise<void> {
  const { members, roles } = deployment.store.reads;
  const looked = new Set<string>();
  for (const { kind, id } of holders) {
    const member = kind === 'member' ? await members.findMember(principal.accountId, id) : undefined;
    if (member === undefined) continue;
    const held = await roles.findHeldRoles({ memberId: id });
    const before = memberRightsSource(member, held);
    const after = memberRightsSource(member, {
      ...held,
      direct: held.direct.filter((each) => each.id !== role.id),
    });
    const question = JSON.stringify([before, after]);
    if (looked.has(question) || (await isNoGain(deployment, principal, before, after))) continue;
    looked.add(question);
    await requireRaiseHeld(deployment, principal, member.email, after);
  }
}

async function requireRaiseHeld(
  deployment: Deployment,
  principal: Caller['principal'],
  email: string,
  after: RightsSource,
): Promise<void> {
  try {
    await requireGrantable(deployment, principal, after);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(error.code, `without this role \`${email}\` could do more than you may`, {
      ...error.details,
      hint: 'give the member a smaller base role first',
    });
  }
}

function holdersOf(roles: RoleReads, { accountId, id }: Role): Promise<readonly RoleHolder[]> {
  return roles.listRoleHolders(accountId, id);
}

function isSameHolders(one: readonly RoleHolder[], other: readonly RoleHolder[]): boolean {
  const names = (holders: readonly RoleHolder[]) =>
    holders.map(({ kind, id, version }) => `${kind} ${id} ${version}`);
  return JSON.stringify(names(one)) === JSON.stringify(names(other));
}

async function takeFrom(
  changes: Changes,
  accountId: string,
  { kind, id }: RoleHolder,
  roleId: string,
  nowMs: number,
): Promise<void> {
  await changes.roles.takeRole(accountId, { kind, id }, roleId, nowMs);
  changes.recordChange({ accountId, kind, id });
}
