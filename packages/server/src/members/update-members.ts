import { setImmediate } from 'node:timers/promises';
import type { BaseRole, RoleAttributes } from '@keyward/policy';
import type { Deployment } from '../deployment/deployment.ts';
import { Failure, type FailureCode } from '../failure.ts';
import { accessDenied, hasAccess } from '../grants/require-access.ts';
import { findGivenRoles } from '../roles/find-given-roles.ts';
import { refuseSecrets } from '../tokens/refuse-secrets.ts';
import type { Caller } from '../verification/caller.ts';
import { actingMember, type Principal } from '../verification/principal.ts';
import { type ChangeOptions, changeMember, type MemberEdit, unchangedEdit } from './change-member.ts';
import { type EverybodyBut, listEverybodyBut } from './everybody-but.ts';
import { memberResource } from './member.ts';
import { findVisibleMember, type MemberAction } from './require-manageable.ts';
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

/** What stops one member would stop all that follow, so the call ends with it. */
const OF_ALL: ReadonlySet<FailureCode> = new Set(['unauthorized', 'service_unavailable']);

/**
 * Changes many members, each as `changeMember` does and each for themselves: one who cannot be changed does not stop the
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
  const options = { comment, judged: new Set<string>() };
  const memberIds: string[] = [];
  const failures: { memberId: string; failure: Failure }[] = [];
  for (const [memberId, ofMember] of wanted) {
    await setImmediate();
    try {
      await updateOne(deployment, caller, memberId, ofMember, options);
      memberIds.push(memberId);
    } catch (failure) {
      if (!(failure instanceof Failure) || OF_ALL.has(failure.code)) throw failure;
      failures.push({ memberId, failure });
    }
  }
  return { memberIds, failures };
}

async function updateOne(
  deployment: Deployment,
  caller: Caller,
  memberId: string,
  instructions: readonly MembersInstruction[],
  options: ChangeOptions,
): Promise<void> {
  const { members, roles } = deployment.store.reads;
  const member = await findVisibleMember(members, caller.principal, memberId);
  const isOwnRole = instructions.some((instruction) => !('roleAttributes' in instruction));
  if (isOwnRole && actingMember(caller.principal)?.id === memberId) {
    throw new Failure('conflict', 'you cannot modify your own role');
  }
  const before = { member, held: await roles.findHeldRoles({ memberId }) };
  const edit = instructions.reduce(instructed, unchangedEdit(member));
  await changeMember(deployment, caller, before, edit, options);
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
