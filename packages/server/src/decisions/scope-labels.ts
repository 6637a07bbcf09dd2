import type { BaseRole } from '@keyward/policy';
import type { TokenPrincipal } from '../verification/principal.ts';

/** From the least to the most that a base role allows. */
const BASE_ROLES: readonly BaseRole[] = ['no_access', 'reader', 'writer', 'admin', 'owner'];

/**
 * Names what a token was given, for programs that know scopes as words: a base role by its name, a custom role as `custom:KEY`,
 * a policy of its own not at all. They are labels and no rights, but a personal token has none that its member fell below:
 * whoever reads `admin` must not let in the token of an administrator who is none any more.
 */
export function scopeLabels({ token, member, held }: TokenPrincipal): readonly string[] {
  const { kind, scope } = token;
  const isFree = kind === 'service';
  const isBaseRoleInForce = held.direct.length === 0;
  if ('role' in scope) {
    if (isFree) return [scope.role];
    return isBaseRoleInForce ? labelOf(lower(scope.role, member.role)) : [];
  }
  if (!('customRoleIds' in scope)) return [];
  const isAdministrator = isBaseRoleInForce && !isLower(member.role, 'admin');
  const own = new Set([...held.direct, ...held.teams.flatMap(({ roles }) => roles)].map(({ id }) => id));
  const kept = held.scope.filter(({ id }) => isFree || isAdministrator || own.has(id));
  return kept.map(({ key }) => `custom:${key}`);
}

function labelOf(role: BaseRole): readonly string[] {
  return role === 'no_access' ? [] : [role];
}

function lower(one: BaseRole, other: BaseRole): BaseRole {
  return isLower(one, other) ? one : other;
}

function isLower(one: BaseRole, other: BaseRole): boolean {
  return BASE_ROLES.indexOf(one) < BASE_ROLES.indexOf(other);
}
