import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { changeAs } from '../grants/change-as.ts';
import { requireAccess } from '../grants/require-access.ts';
import { type MemberChange, requireRaiseHeld, requireSameHeld } from '../grants/require-raise-held.ts';
import { endLinks } from '../members/one-time-link.ts';
import type { RoleHolder, RoleReads } from '../storage/role-store.ts';
import type { Changes, Reads } from '../storage/store.ts';
import { auditActor, type Caller } from '../verification/caller.ts';
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
  const members = await membersWithout(store.reads, role, judged);
  await requireRaiseHeld(deployment, principal, members);

  await changeAs(deployment, caller, async (changes, nowMs) => {
    const found = await changes.roles.findRole(accountId, role.id);
    if (found?.version !== role.version || !isSameHolders(await holdersOf(changes.roles, role), judged)) {
      throw new Failure('optimistic_locking_error', 'The role or who holds it changed. Try again later.');
    }
    await requireSameHeld(
      changes,
      members.map(({ before }) => before),
    );
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

/** The members who hold a role, as they are and as they are to be without it. */
async function membersWithout(
  { members, roles }: Pick<Reads, 'members' | 'roles'>,
  role: Role,
  holders: readonly RoleHolder[],
): Promise<readonly MemberChange[]> {
  const changed: MemberChange[] = [];
  for (const { kind, id } of holders) {
    const member = kind === 'member' ? await members.findMember(role.accountId, id) : undefined;
    if (member === undefined) continue;
    const held = await roles.findHeldRoles({ memberId: id });
    const direct = held.direct.filter((each) => each.id !== role.id);
    changed.push({ before: { member, held }, after: { member, held: { ...held, direct } } });
  }
  return changed;
}

function holdersOf(roles: RoleReads, { accountId, id }: Role): Promise<readonly RoleHolder[]> {
  return roles.listRoleHolders(accountId, id);
}

function isSameHolders(one: readonly RoleHolder[], other: readonly RoleHolder[]): boolean {
  const names = (holders: readonly RoleHolder[]) =>
    holders.map(({ kind, id, version }) => `${kind} ${id} ${version}`);
  return JSON.stringify(names(one)) === JSON.stringify(names(other));
}

/** Of a member, what rests on the role ends too: they sign in again, and links that were made for them work no more. */
async function takeFrom(
  changes: Changes,
  accountId: string,
  { kind, id }: RoleHolder,
  roleId: string,
  nowMs: number,
): Promise<void> {
  await changes.roles.takeRole(accountId, { kind, id }, roleId, nowMs);
  if (kind === 'member') {
    await changes.credentials.endSessions(id);
    await endLinks(changes, id);
  }
  changes.recordChange({ accountId, kind, id });
}
