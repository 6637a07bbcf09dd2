import type { Deployment } from '../deployment/deployment.ts';
import { findOwnerId } from '../members/find-owner-id.ts';
import type { PreviousSecret, TokenWithMember } from '../storage/token-store.ts';
import type { Principal } from '../verification/principal.ts';

/** A token with all that an answer shows of it. */
export interface TokenView extends TokenWithMember {
  /** The oldest member with the role owner. */
  readonly ownerId: string;
  readonly previousSecrets: readonly PreviousSecret[];
  /** The time for which this is true. */
  readonly nowMs: number;
}

export async function viewTokens(
  deployment: Deployment,
  principal: Principal,
  items: readonly TokenWithMember[],
): Promise<readonly TokenView[]> {
  const { store, clock } = deployment;
  const nowMs = clock.now();
  const ids = items.map(({ token }) => token.id);
  const [ownerId, secrets] = await Promise.all([
    findOwnerId(deployment, principal),
    store.reads.tokens.listPreviousSecrets(principal.accountId, ids, nowMs),
  ]);
  const byToken = Map.groupBy(secrets, ({ tokenId }) => tokenId);
  return items.map(({ token, member, outcomes }) => {
    const previousSecrets = byToken.get(token.id) ?? [];
    return { token, member, ownerId, previousSecrets, nowMs, ...(outcomes && { outcomes }) };
  });
}

export async function viewToken(
  deployment: Deployment,
  principal: Principal,
  item: TokenWithMember,
): Promise<TokenView> {
  const [view] = await viewTokens(deployment, principal, [item]);
  if (view === undefined) throw new Error('one token has one view');
  return view;
}
