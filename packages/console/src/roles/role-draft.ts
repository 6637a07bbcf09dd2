import type { BaseRole, Policy } from '@keyward/policy';
import type { Role } from '../app/keyward.ts';

/** What a role says of itself; the rest is counted by the service. */
export interface RoleText {
  readonly name: string;
  readonly description: string;
  readonly base: BaseRole;
  readonly policy: Policy;
}

/** A role as it stands in the form, its policy as it is typed. */
export interface RoleDraft extends Omit<RoleText, 'policy'> {
  /** Undefined while it follows the name. */
  readonly key?: string | undefined;
  readonly policy: string;
  /** The role as it was when the writing began: what the service must still have when it is saved. */
  readonly before?: RoleText | undefined;
}

export const EMPTY_ROLE: RoleDraft = { name: '', description: '', base: 'no_access', policy: '[]' };

export function textOf({ name, description, basePermissions, policy }: Role): RoleText {
  return { name, description, base: basePermissions as BaseRole, policy: policy as Policy };
}

/** To change the role, or to begin a new one as a copy of it. */
export function draftOf(role: Role, isCopy: boolean): RoleDraft {
  const text = textOf(role);
  const policy = JSON.stringify(text.policy, undefined, 2);
  return isCopy ? { ...text, name: `Copy of ${text.name}`, policy } : { ...text, policy, before: text };
}

/** The fields as the API calls them. */
export function fieldsOf({ name, description, base, policy }: RoleText) {
  return { name: name.trim(), description, basePermissions: base, policy: policy as never[] };
}

/** Changes the role only if it still is what it was: a patch tests first, and does nothing where a test fails. */
export function patchOf(before: RoleText, wanted: RoleText) {
  const test = Object.entries(fieldsOf(before)).map(([field, value]) => ({
    op: 'test' as const,
    path: `/${field}`,
    value,
  }));
  const replace = Object.entries(fieldsOf(wanted)).map(([field, value]) => ({
    op: 'replace' as const,
    path: `/${field}`,
    value,
  }));
  return [...test, ...replace];
}
