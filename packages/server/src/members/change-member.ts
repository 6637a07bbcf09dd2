import type { BaseRole, RoleAttributes } from '@keyward/policy';
import type { ChangeNote } from '../audit/audit-entry.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { changeAs } from '../grants/change-as.ts';
import { type HeldMember, requireRaiseHeld, requireSameHeld } from '../grants/require-raise-held.ts';
import { findGivenRoles, requireSameGivenRoles } from '../roles/find-given-roles.ts';
import type { HeldRole } from '../roles/held-roles.ts';
import { refuseSecrets } from '../tokens/refuse-secrets.ts';
import { auditActor, type Caller } from '../verification/caller.ts';
import { actingMember, type Principal } from '../verification/principal.ts';
import { changesOfMember } from './changes-of-member.ts';
import { type Member, memberResource } from './member.ts';
import { memberSnapshot } from './member-snapshot.ts';
import { endLinks } from './one-time-link.ts';
import { isActingOwner, requireManageable, requireOtherOwner } from './require-manageable.ts';
import { requireStorableAttributes } from './role-attributes.ts';

/** All of a member that may be changed, as it is to be. */
export interface MemberEdit {
  readonly role: BaseRole;
  /** By keys or ids, in their order. */
  readonly customRoles: readonly string[];
  readonly roleAttributes: RoleAttributes;
  readonly firstName: string;
  readonly lastName: string;
}

/** The edit that leaves a member as they are. */
export function unchangedEdit(member: Member): MemberEdit {
  const { role, customRoleIds, roleAttributes, firstName, lastName } = member;
  return { role, customRoles: customRoleIds, roleAttributes, firstName, lastName };
}

export interface ChangeOptions {
  readonly note?: ChangeNote;
  /** What was found to be held in the same call already, for other members. */
  readonly judged?: Set<string>;
}

/**
 * Changes a member: what they hold by whoever may and holds what they gain, the names by the member alone. It counts at
 * the next use of every personal token of the member. Another base role or custom role ends their sessions; whatever they
 * hold then, the links end that were made for them: whoever made one was judged by what they held before.
 *
 * @param before the member as the edit was made of them
 * @throws Failure `forbidden`, `invalid_request`, `conflict`, `feature_disabled`, `optimistic_locking_error`
 */
export async function changeMember(
  deployment: Deployment,
  caller: Caller,
  before: HeldMember,
  wanted: MemberEdit,
  { note, judged: held }: ChangeOptions = {},
): Promise<Member> {
  const { principal } = caller;
  const judged = before.member;
  const direct = await directRolesAfter(deployment, principal, before, wanted.customRoles);
  const member: Member = {
    ...judged,
    role: wanted.role,
    customRoleIds: direct.map(({ id }) => id),
    roleAttributes: wanted.roleAttributes,
    firstName: wanted.firstName,
    lastName: wanted.lastName,
    version: judged.version + 1,
  };
  const after: HeldMember = { member, held: { ...before.held, direct } };
  const made = changesOfMember(before, after);
  const [first] = made;
  if (first === undefined) return judged;
  for (const { action } of made) {
    if (action === 'updateName') requireOwnNames(caller, wanted, judged.id);
    else requireManageable(principal, action, judged);
  }
  requireStorableAttributes(wanted.roleAttributes);
  const isHeldElse = made.some(({ action }) => action !== 'updateName');
  const isRoleElse = made.some(({ action }) => action === 'updateRole' || action === 'updateCustomRole');
  if (isHeldElse) await requireRaiseHeld(deployment, principal, [{ before, after }], held);

  return changeAs(deployment, caller, async (changes) => {
    await requireSameHeld(changes, before);
    await requireSameGivenRoles(changes.roles, judged.accountId, direct);
    if (!isActingOwner(member)) await requireOtherOwner(changes.members, judged);
    if (!(await changes.members.updateMember(member))) {
      throw new Error('the member changed inside the transaction');
    }
    if (isRoleElse) await changes.credentials.endSessions(member.id);
    if (isHeldElse) await endLinks(changes, member.id);
    const { accountId, id } = member;
    changes.recordChange({ accountId, kind: 'member', id });
    changes.recordAudit(accountId, {
      actor: auditActor(caller),
      action: first.action,
      target: { kind: 'member', id, name: member.email, resource: memberResource(member) },
      verb: first.verb,
      description: made.map(({ description }) => description).join('; '),
      ...note,
      previousVersion: memberSnapshot(judged),
      currentVersion: memberSnapshot(member),
    });
    return member;
  });
}

/** The right to change roles is asked for first: whoever lacks it is not told which roles there are. */
async function directRolesAfter(
  { store }: Deployment,
  principal: Principal,
  { member, held }: HeldMember,
  keysOrIds: readonly string[],
): Promise<readonly HeldRole[]> {
  if (JSON.stringify(keysOrIds) === JSON.stringify(member.customRoleIds)) return held.direct;
  requireManageable(principal, 'updateCustomRole', member);
  const heldAs = (name: string) => held.direct.find(({ id, key }) => id === name || key === name);
  const given = keysOrIds.filter((name) => heldAs(name) === undefined);
  const found = await findGivenRoles(store.reads.roles, principal, 'customRoles', given);
  const known = [...held.direct, ...found];
  const wanted = keysOrIds.flatMap((name) => known.find(({ id, key }) => id === name || key === name) ?? []);
  return [...new Set(wanted)];
}

function requireOwnNames({ principal }: Caller, { firstName, lastName }: MemberEdit, memberId: string): void {
  refuseSecrets({ firstName, lastName });
  if (principal.authKind === 'session' && actingMember(principal)?.id === memberId) return;
  throw new Failure('invalid_request', '`/firstName` and `/lastName` are changed by the member, signed in');
}
