import type { BaseRole, Policy } from '@keyward/policy';

/** `no_access` is no role for a token. */
export type TokenRole = Exclude<BaseRole, 'no_access'>;

/** What a token was given: a base role, custom roles by their ids, or a policy of its own. */
export type TokenScope =
  | { readonly role: TokenRole }
  | { readonly customRoleIds: readonly string[] }
  | { readonly inlineRole: Policy };

/** The scope as the audit log says it. */
export function scopeInWords(scope: TokenScope): string {
  if ('role' in scope) return `the role ${scope.role}`;
  if ('customRoleIds' in scope) {
    const roles = scope.customRoleIds.length;
    return `${roles} custom ${roles === 1 ? 'role' : 'roles'}`;
  }
  const count = scope.inlineRole.length;
  return `an inline policy of ${count} ${count === 1 ? 'statement' : 'statements'}`;
}
