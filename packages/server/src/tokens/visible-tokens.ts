import { hasAccess } from '../grants/require-access.ts';
import type { TokenFilter } from '../storage/token-list-store.ts';
import type { TokenReference } from '../storage/token-store.ts';
import { actingMember, type Principal } from '../verification/principal.ts';
import { hasTokenAccess, isOwnToken } from './token-access.ts';

/** Whether a principal may know that a token exists. One's own personal tokens are always visible. */
export function maySeeToken(principal: Principal, token: TokenReference): boolean {
  return isOwnToken(principal, token) || hasTokenAccess(principal, 'viewToken', token);
}

/**
 * Which tokens a list may show to a principal with base roles only: they speak of whole types, so one question
 * about any id answers for all. Undefined for others, whose policies may name single tokens.
 *
 * @param showAll asks for other members' personal tokens too; it is no error without the right, and shows nothing more
 */
export function uniformlyVisible(principal: Principal, showAll: boolean): TokenFilter | undefined {
  const { accountId: anyId, source, held } = principal;
  const hasBaseRolesOnly = held.direct.length === 0 && held.teams.every(({ roles }) => roles.length === 0);
  if (!hasBaseRolesOnly || (source.scope !== undefined && !('role' in source.scope))) return undefined;
  const own = actingMember(principal);
  return {
    serviceTokens: hasAccess(principal, 'viewToken', `service-token/${anyId}`),
    allPersonalTokens: showAll && hasAccess(principal, 'viewToken', `member/${anyId}:token/${anyId}`),
    ...(own && { ownMemberId: own.id }),
  };
}

/** Whether a list shows a token: one that may be seen, and of other members' personal ones only when asked for. */
export function isListed(principal: Principal, showAll: boolean, token: TokenReference): boolean {
  const isAskedFor = showAll || token.kind === 'service' || isOwnToken(principal, token);
  return isAskedFor && maySeeToken(principal, token);
}
