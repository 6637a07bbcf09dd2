import type { Catalogue } from '@keyward/policy';
import { Failure } from '../failure.ts';
import { requireValidPolicy } from '../policies/require-valid-policy.ts';
import type { TokenKind } from '../tokens/access-token.ts';
import type { TokenRole, TokenScope } from '../tokens/token-scope.ts';

/** The three fields that give a token its scope, as a body has them. */
export interface ScopeFields {
  readonly role?: TokenRole | '' | null;
  readonly customRoleIds?: readonly string[] | null;
  readonly inlineRole?: readonly unknown[] | null;
}

export const SCOPE_FIELDS = ['role', 'customRoleIds', 'inlineRole'] as const;

/** Which of the fields are given: empty lists, empty texts and null count as absent. */
export function scopesIn({ role, customRoleIds, inlineRole }: ScopeFields): readonly (keyof ScopeFields)[] {
  const given: (keyof ScopeFields)[] = [];
  if (role) given.push('role');
  if (customRoleIds && customRoleIds.length > 0) given.push('customRoleIds');
  if (inlineRole && inlineRole.length > 0) given.push('inlineRole');
  return given;
}

/**
 * Reads the scope of a token. Exactly one of the three fields is given.
 *
 * @throws Failure `invalid_request` that names the field
 */
export function scopeFrom(fields: ScopeFields, kind: TokenKind, catalogue: Catalogue): TokenScope {
  const given = scopesIn(fields);
  const { role, customRoleIds, inlineRole } = fields;
  if (given.length !== 1) {
    const names = given.map((name) => `\`${name}\``);
    const found = given.length === 0 ? 'none was given' : `${names.join(' and ')} were given`;
    throw new Failure(
      'invalid_request',
      `exactly one of \`role\`, \`customRoleIds\` and \`inlineRole\` must be given; ${found}`,
    );
  }
  if (role) return { role };
  if (inlineRole && inlineRole.length > 0) {
    return { inlineRole: requireValidPolicy('inlineRole', inlineRole, catalogue, kind) };
  }
  return { customRoleIds: customRoleIds ?? [] };
}
