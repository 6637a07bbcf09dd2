import type { BaseRole, RoleAttributes } from '@keyward/policy';
import type { ChangeNote } from '../audit/audit-entry.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { changeAs } from '../grants/change-as.ts';
import { type HeldMember, requireRaiseHeld, requireSameHeld } from '../grants/require-raise-held.ts';
import { findGivenRoles, requireSameGivenRoles } from '../roles/find-given-roles.ts';
import type { HeldRole } from '../roles/held-roles.ts';
import type { Changes } from '../storage/store.ts';
import { refuseSecrets } from '../tokens/refuse-secrets.ts';
import { auditActor, type Caller } from '../verification/caller.ts';
import { actingMember, type Principal } from '../verification/principal.ts';
import { changesOfMember, type MadeChange } from './changes-of-member.ts';
import { type Member, memberResource } from './member.ts';
import { memberSnapshot } from './member-snapshot.ts';
import { endLinksOf } from './one-time-link.ts';
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

/** A change of one member that was judged and found to be allowed. */
export interface JudgedChange {
  readonly before: HeldMember;
  readonly after: HeldMember;
  /** What is different, the weightiest first. */
  readonly made: readonly [MadeChange, ...MadeChange[]];
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
  note: ChangeNote = {},
): Promise<Member> {
  const change = await judgeMemberChange(deployment, caller, before, wanted);
  if (change === undefined) return before.member;
  await changeAs(deployment, caller, (changes) => writeMemberChanges(changes, caller, [change], note));
  return change.after.member;
}

/**
 * @param judged what was found to be held in the same call already, for other members
 * @returns undefined when nothing would be different
 * @throws Failure `forbidden`, `invalid_request`, `feature_disabled`
 */
export async function judgeMemberChange(
  deployment: Deployment,
  caller: Caller,
  before: HeldMember,
  wanted: MemberEdit,
  judged?: Set<string>,
): Promise<JudgedChange | undefined> {
  const { principal } = caller;
  const { member } = before;
  const direct = await directRolesAfter(deployment, principal, before, wanted.customRoles);
  const after: HeldMember = {
    member: {
      ...member,
      role: wanted.role,
      customRoleIds: direct.map(({ id }) => id),
      roleAttributes: wanted.roleAttributes,
      firstName: wanted.firstName,
      lastName: wanted.lastName,
      version: member.version + 1,
    },
    held: { ...before.held, direct },
  };
  const [first, ...others] = changesOfMember(before, after);
  if (first === undefined) return undefined;
  const change: JudgedChange = { before, after, made: [first, ...others] };
  for (const { action } of change.made) {
    if (action === 'updateName') requireOwnNames(caller, wanted, member.id);
    else requireManageable(principal, action, member);
  }
  requireStorableAttributes(wanted.roleAttributes);
  if (isHeldElse(change)) await requireRaiseHeld(deployment, principal, [{ before, after }], judged);
  return change;
}

/**
 * Writes judged changes of members of one account, each once, all of them or none.
 *
 * @throws Failure `conflict`, `optimistic_locking_error`
 */
export async function writeMemberChanges(
  changes: Changes,
  caller: Caller,
  judged: readonly JudgedChange[],
  note: ChangeNote,
): Promise<void> {
  const given = new Map(judged.flatMap(({ after }) => after.held.direct.map((role) => [role.id, role])));
  await requireSameHeld(
    changes,
    judged.map(({ before }) => before),
  );
  await requireSameGivenRoles(changes.roles, caller.principal.accountId, [...given.values()]);
  for (const change of judged) await writeMemberChange(changes, caller, change, note);
  const linked = judged.filter(isHeldElse).map(({ before }) => before.member.id);
  if (linked.length > 0) await endLinksOf(changes, linked);
}

async function writeMemberChange(
  changes: Changes,
  caller: Caller,
  { before, after, made }: JudgedChange,
  note: ChangeNote,
): Promise<void> {
  const { member } = after;
  const { accountId, id } = member;
  if (!isActingOwner(member)) await requireOtherOwner(changes.members, before.member);
  if (!(await changes.members.updateMember(member))) {
    throw new Error('the member changed inside the transaction');
  }
  const isRoleElse = made.some(({ action }) => action === 'updateRole' || action === 'updateCustomRole');
  if (isRoleElse) await changes.credentials.endSessions(id);
  changes.recordChange({ accountId, kind: 'member', id });
  changes.recordAudit(accountId, {
    actor: auditActor(caller),
    action: made[0].action,
    target: { kind: 'member', id, name: member.email, resource: memberResource(member) },
    verb: made[0].verb,
    description: made.map(({ description }) => description).join('; '),
    ...note,
    previousVersion: memberSnapshot(before.member),
    currentVersion: memberSnapshot(member),
  });
}

function isHeldElse({ made }: JudgedChange): boolean {
  return made.some(({ action }) => action !== 'updateName');
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
