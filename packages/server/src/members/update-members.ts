import { setImmediate } from 'node:timers/promises';
import type { BaseRole, RoleAttributes } from '@keyward/policy';
import type { ChangeNote } from '../audit/audit-entry.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { Failure, type FailureCode } from '../failure.ts';
import { changeAs } from '../grants/change-as.ts';
import { accessDenied, hasAccess } from '../grants/require-access.ts';
import { findGivenRoles } from '../roles/find-given-roles.ts';
import { NO_ROLES } from '../roles/held-roles.ts';
import { refuseSecrets } from '../tokens/refuse-secrets.ts';
import type { Caller } from '../verification/caller.ts';
import { actingMember, type Principal } from '../verification/principal.ts';
import {
  type JudgedChange,
  judgeMemberChange,
  type MemberEdit,
  unchangedEdit,
  writeMemberChanges,
} from './change-member.ts';
import { type EverybodyBut, listEverybodyBut } from './everybody-but.ts';
import { memberResource } from './member.ts';
import { type MemberAction, maySeeMember } from './require-manageable.ts';
import { requireStorableAttributes } from './role-attributes.ts';

/** What is to be done to many members: a base role takes the place of all custom roles. */
export type MembersInstruction = {
  readonly of: { readonly memberIds: readonly string[] } | { readonly everybodyBut: EverybodyBut };
} & (
  | { readonly role: BaseRole }
  | { readonly customRoles: readonly string[] }
  | { readonly roleAttributes: RoleAttributes }
);

export interface MembersUpdate {
  /** Who is now as asked for, those included who were before. */
  readonly memberIds: readonly string[];
  readonly failures: readonly { readonly memberId: string; readonly failure: Failure }[];
}

const DECISIONS_AT_ONCE = 100;
/** So many that a commit is shared, and so few that verifications wait for no longer than for some single changes. */
const MEMBERS_AT_ONCE = 10;

/** What stops one member would stop all that follow, so the call ends with it. */
const OF_ALL: ReadonlySet<FailureCode> = new Set(['unauthorized', 'service_unavailable']);

/**
 * Changes many members, each as `changeMember` does: one who cannot be changed does not stop the
 * others. Several instructions for one member are one change. Nobody changes their own roles this way.
 *
 * @throws Failure `forbidden` when the caller may change none of them, `invalid_request`, `feature_disabled`, `unauthorized`,
 *   `service_unavailable`
 */
export async function updateMembers(
  deployment: Deployment,
  caller: Caller,
  instructions: readonly MembersInstruction[],
  comment?: string,
): Promise<MembersUpdate> {
  refuseSecrets({ comment: comment ?? '' });
  const wanted = await instructionsByMember(deployment, caller.principal, instructions);
  await requireSome(caller.principal, wanted);
  await requireGivable(deployment, caller.principal, instructions);
  const note = comment === undefined ? {} : { comment };
  const judged = new Set<string>();
  const failed = new Map<string, Failure>();
  const all = [...wanted];
  for (let start = 0; start < all.length; start += MEMBERS_AT_ONCE) {
    await setImmediate();
    const some = all.slice(start, start + MEMBERS_AT_ONCE);
    const changed = await judgeEach(deployment, caller, some, judged, failed);
    await writeTogether(deployment, caller, changed, note, failed);
  }
  return {
    memberIds: all.map(([memberId]) => memberId).filter((id) => !failed.has(id)),
    failures: Array.from(failed, ([memberId, failure]) => ({ memberId, failure })),
  };
}

/** @param failed takes who cannot be changed, and why */
async function judgeEach(
  deployment: Deployment,
  caller: Caller,
  wanted: readonly (readonly [string, readonly MembersInstruction[]])[],
  judged: Set<string>,
  failed: Map<string, Failure>,
): Promise<readonly JudgedChange[]> {
  const { members, roles } = deployment.store.reads;
  const { principal } = caller;
  const ids = wanted.map(([id]) => id).filter((id) => maySeeMember(principal, id));
  const found = await members.findMembers(principal.accountId, ids);
  const heldBy = await roles.findHeldRolesOf(found.map(({ id }) => id));
  const changed: JudgedChange[] = [];
  for (const [memberId, instructions] of wanted) {
    await failingAlone(memberId, failed, async () => {
      const member = found.find(({ id }) => id === memberId);
      if (member === undefined) throw new Failure('not_found', 'Invalid resource identifier');
      requireOthersRole(principal, memberId, instructions);
      const before = { member, held: heldBy.get(memberId) ?? NO_ROLES };
      const edit = instructions.reduce(instructed, unchangedEdit(member));
      const change = await judgeMemberChange(deployment, caller, before, edit, judged);
      if (change !== undefined) changed.push(change);
    });
  }
  return changed;
}

/** In one transaction while nothing is in the way of any of them; otherwise each in one of their own. */
async function writeTogether(
  deployment: Deployment,
  caller: Caller,
  changed: readonly JudgedChange[],
  note: ChangeNote,
  failed: Map<string, Failure>,
): Promise<void> {
  const write = (some: readonly JudgedChange[]) =>
    changeAs(deployment, caller, (changes) => writeMemberChanges(changes, caller, some, note));
  if (changed.length === 0) return;
  try {
    return await write(changed);
  } catch (failure) {
    if (!(failure instanceof Failure) || OF_ALL.has(failure.code)) throw failure;
  }
  for (const change of changed) {
    await failingAlone(change.before.member.id, failed, () => write([change]));
  }
}

async function failingAlone(
  memberId: string,
  failed: Map<string, Failure>,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (failure) {
    if (!(failure instanceof Failure) || OF_ALL.has(failure.code)) throw failure;
    failed.set(memberId, failure);
  }
}

function requireOthersRole(
  principal: Principal,
  memberId: string,
  instructions: readonly MembersInstruction[],
): void {
  const isOfRole = instructions.some((instruction) => !('roleAttributes' in instruction));
  if (!isOfRole || actingMember(principal)?.id !== memberId) return;
  throw new Failure('conflict', 'you cannot modify your own role');
}

function instructed(edit: MemberEdit, instruction: MembersInstruction): MemberEdit {
  if ('role' in instruction) return { ...edit, role: instruction.role, customRoles: [] };
  const { of: _, ...changed } = instruction;
  return { ...edit, ...changed };
}

/** Whom each instruction is about is looked up before anything is changed. */
async function instructionsByMember(
  deployment: Deployment,
  principal: Principal,
  instructions: readonly MembersInstruction[],
): Promise<ReadonlyMap<string, readonly MembersInstruction[]>> {
  const byMember = new Map<string, MembersInstruction[]>();
  for (const instruction of instructions) {
    const { of } = instruction;
    const ids =
      'memberIds' in of ? of.memberIds : await listEverybodyBut(deployment, principal, of.everybodyBut);
    for (const id of new Set(ids)) byMember.set(id, [...(byMember.get(id) ?? []), instruction]);
  }
  return byMember;
}

/** Roles that do not exist are the fault of the whole call, and found before anybody is changed. */
async function requireGivable(
  { store }: Deployment,
  principal: Principal,
  instructions: readonly MembersInstruction[],
): Promise<void> {
  for (const instruction of instructions) {
    if ('customRoles' in instruction) {
      await findGivenRoles(store.reads.roles, principal, 'values', instruction.customRoles);
    }
    if ('roleAttributes' in instruction) requireStorableAttributes(instruction.roleAttributes);
  }
}

/** Whoever may do nothing of it is told so at once, as with any other call. */
async function requireSome(
  principal: Principal,
  wanted: ReadonlyMap<string, readonly MembersInstruction[]>,
): Promise<void> {
  const accesses = [...wanted].flatMap(([id, instructions]) =>
    instructions.map((instruction) => ({ action: actionOf(instruction), resource: memberResource({ id }) })),
  );
  for (const [index, { action, resource }] of accesses.entries()) {
    if (index % DECISIONS_AT_ONCE === 0) await setImmediate();
    if (hasAccess(principal, action, resource)) return;
  }
  const [first] = accesses;
  if (first !== undefined) throw accessDenied(principal, first.action, first.resource);
}

function actionOf(instruction: MembersInstruction): MemberAction {
  if ('role' in instruction) return 'updateRole';
  return 'customRoles' in instruction ? 'updateCustomRole' : 'updateMemberRoleAttributes';
}
