import { hasAccess } from '../grants/require-access.ts';
import type { TokenFilter } from '../storage/store.ts';
import type { Principal } from '../verification/principal.ts';
import { type AccessToken, tokenResource } from './access-token.ts';

/** The member whose personal tokens a principal calls its own; a service token has none. */
function ownMemberId({ token, member }: Principal): string | undefined {
  return token.kind === 'personal' ? member.id : undefined;
}

/** Whether a principal may know that a token exists. One's own personal tokens are always visible. */
export function maySeeToken(principal: Principal, token: AccessToken): boolean {
  const isOwn = token.kind === 'personal' && token.memberId === ownMemberId(principal);
  return isOwn || hasAccess(principal, 'viewToken', tokenResource(token));
}

/**
 * Which tokens a list may show. Base roles speak of whole types, so one question about any id answers for all.
 *
 * @param showAll asks for other members' personal tokens too; it is no error without the right, and shows nothing more
 */
export function visibleTokens(principal: Principal, showAll: boolean): TokenFilter {
  const { accountId: anyId } = principal;
  const own = ownMemberId(principal);
  return {
    serviceTokens: hasAccess(principal, 'viewToken', `service-token/${anyId}`),
    allPersonalTokens: showAll && hasAccess(principal, 'viewToken', `member/${anyId}:token/${anyId}`),
    ...(own !== undefined && { ownMemberId: own }),
  };
}
