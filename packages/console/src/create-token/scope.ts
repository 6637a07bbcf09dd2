import type { Statement, Token } from '../app/keyward.ts';

export const BASE_ROLES = ['reader', 'writer', 'admin', 'owner'] as const;
export type BaseRole = (typeof BASE_ROLES)[number];

/** What gives a token its rights, as it stands in a form: one of the three counts, the others wait. */
export interface Scope {
  readonly access: BaseRole | 'custom' | 'inline';
  readonly roleKeys: readonly string[];
  /** JSON, as it is typed. */
  readonly policy: string;
}

/** Where something is wrong with it, in words. */
export interface ScopeProblems {
  readonly access?: string;
  readonly policy?: string;
}

const EXAMPLE_POLICY: readonly Statement[] = [
  { effect: 'allow', resources: ['service-token/*'], actions: ['viewToken'] },
];

export const EMPTY_SCOPE: Scope = {
  access: 'reader',
  roleKeys: [],
  policy: JSON.stringify(EXAMPLE_POLICY, null, 2),
};

export function scopeLike({ role, inlineRole, customRoleIds }: Token): Scope {
  const base = BASE_ROLES.find((each) => each === role);
  return {
    access: base ?? (inlineRole.length > 0 ? 'inline' : 'custom'),
    roleKeys: customRoleIds,
    policy: inlineRole.length > 0 ? JSON.stringify(inlineRole, null, 2) : EMPTY_SCOPE.policy,
  };
}

/** What is wrong that needs no server to be seen. */
export function scopeProblems({ access, roleKeys, policy }: Scope): ScopeProblems {
  if (access === 'custom' && roleKeys.length === 0) return { access: 'Choose at least one role.' };
  return access === 'inline' ? policyProblem(policy) : {};
}

function policyProblem(text: string): ScopeProblems {
  try {
    const policy: unknown = JSON.parse(text);
    if (!Array.isArray(policy)) return { policy: 'A policy is a list of statements: it begins with `[`.' };
    return policy.length === 0 ? { policy: 'Add at least one statement.' } : {};
  } catch (error) {
    return {
      policy: `This is not JSON yet: ${error instanceof Error ? error.message : 'it cannot be read'}.`,
    };
  }
}

/** The one field of a token that says so. */
export function scopeFieldOf({ access, roleKeys, policy }: Scope) {
  if (access === 'custom') return { customRoleIds: [...roleKeys] };
  if (access === 'inline') return { inlineRole: JSON.parse(policy) as Statement[] };
  return { role: access };
}
