import type { HeldMember } from '../grants/require-raise-held.ts';
import type { MemberAction } from './require-manageable.ts';

export interface MadeChange {
  /** As policies and the audit log name it. */
  readonly action: Exclude<MemberAction, 'createMember' | 'deleteMember'> | 'updateName';
  readonly verb: string;
  readonly description: string;
}

/** What is different of a member and what they hold, the weightiest first. */
export function changesOfMember(before: HeldMember, after: HeldMember): readonly MadeChange[] {
  const [from, to] = [before.member, after.member];
  const made: MadeChange[] = [];
  if (from.role !== to.role) {
    const description = `Changed the role from ${from.role} to ${to.role}`;
    made.push({ action: 'updateRole', verb: 'changed the role of', description });
  }
  if (isElse(from.customRoleIds, to.customRoleIds)) {
    const description = customRolesInWords(before, after);
    made.push({ action: 'updateCustomRole', verb: 'changed the custom roles of', description });
  }
  if (isElse(from.roleAttributes, to.roleAttributes)) {
    const description = attributesInWords(before, after);
    made.push({ action: 'updateMemberRoleAttributes', verb: 'changed the role attributes of', description });
  }
  if (from.firstName !== to.firstName || from.lastName !== to.lastName) {
    const description = 'Changed the name of the member';
    made.push({ action: 'updateName', verb: 'changed the name of', description });
  }
  return made;
}

function customRolesInWords(before: HeldMember, after: HeldMember): string {
  const [from, to] = [before, after].map(({ held }) => held.direct.map(({ key }) => key));
  const given = (to ?? []).filter((key) => !from?.includes(key));
  const taken = (from ?? []).filter((key) => !to?.includes(key));
  const words = [
    ...(given.length > 0 ? [`Gave ${listed('custom role', given)}`] : []),
    ...(taken.length > 0 ? [`Took ${listed('custom role', taken)}`] : []),
  ];
  return words.length > 0 ? words.join('; ') : 'Changed the order of the custom roles';
}

function attributesInWords(before: HeldMember, after: HeldMember): string {
  const [from, to] = [before.member.roleAttributes, after.member.roleAttributes];
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  const changed = keys.filter((key) => isElse(from[key], to[key]));
  return changed.length > 0
    ? `Changed ${listed('role attribute', changed)}`
    : 'Changed the order of the role attributes';
}

function listed(noun: string, keys: readonly string[]): string {
  return `the ${noun}${keys.length === 1 ? '' : 's'} ${keys.map((key) => `\`${key}\``).join(', ')}`;
}

function isElse(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}
