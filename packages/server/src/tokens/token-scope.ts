import type { BaseRole, Policy } from '@keyward/policy';

/** `no_access` is no role for a token. */
export type TokenRole = Exclude<BaseRole, 'no_access'>;

/** What a token was given: a base role, or a policy of its own. */
export type TokenScope = { readonly role: TokenRole } | { readonly inlineRole: Policy };

/** The scope as the audit log says it. */
export function scopeInWords(scope: TokenScope): string {
  if ('role' in scope) return `the role ${scope.role}`;
  const count = scope.inlineRole.length;
  return `an inline policy of ${count} ${count === 1 ? 'statement' : 'statements'}`;
}
