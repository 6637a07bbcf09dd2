import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import type { TokenReads, TokenWithMember } from '../storage/token-store.ts';
import type { Principal } from '../verification/principal.ts';
import { maySeeToken } from './visible-tokens.ts';

/** @throws Failure `not_found` */
export function getToken(
  { store }: Deployment,
  principal: Principal,
  tokenId: string,
  withOutcomes = false,
): Promise<TokenWithMember> {
  return findVisibleToken(store.reads.tokens, principal, tokenId, withOutcomes);
}

/**
 * A token that the principal may see. One that exists but may not be seen is not found, with the same words:
 * "forbidden" would tell that the id is right.
 *
 * @throws Failure `not_found`
 */
export async function findVisibleToken(
  tokens: TokenReads,
  principal: Principal,
  tokenId: string,
  withOutcomes = false,
): Promise<TokenWithMember> {
  return requireVisible(principal, await tokens.findToken(principal.accountId, tokenId, withOutcomes));
}

/** @throws Failure `not_found` */
export function requireVisible<Found extends TokenWithMember>(
  principal: Principal,
  found: Found | undefined,
): Found {
  if (found === undefined || !maySeeToken(principal, found.token)) {
    throw new Failure('not_found', 'Invalid resource identifier');
  }
  return found;
}
