import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { requireAccess } from '../grants/require-access.ts';
import { requireUnchanged } from '../grants/require-unchanged.ts';
import { auditActor, type Principal } from '../verification/principal.ts';
import { tokenResource } from './access-token.ts';
import { findVisibleToken } from './get-token.ts';

/**
 * Ends a token for good: when this resolves, no later call with its secret is served. Of several callers at once
 * one succeeds, and one audit entry is written.
 *
 * @throws Failure `not_found`, `forbidden`, `unauthorized`, `optimistic_locking_error`
 */
export async function deleteToken(
  { store, clock }: Deployment,
  principal: Principal,
  address: string,
  tokenId: string,
): Promise<void> {
  const { accountId } = principal;
  await store.change(clock, async (changes, nowMs) => {
    await requireUnchanged(changes, principal, nowMs);
    const { token } = await findVisibleToken(changes.tokens, principal, tokenId);
    const resource = tokenResource(token);
    requireAccess(principal, 'deleteAccessToken', resource);
    if (!(await changes.tokens.markTokenDeleted(accountId, tokenId, nowMs))) {
      throw new Failure('not_found', 'Invalid resource identifier');
    }
    changes.recordChange({ accountId, kind: 'token', id: tokenId });
    changes.recordAudit(accountId, {
      actor: auditActor(principal, address),
      action: 'deleteAccessToken',
      target: { kind: 'token', id: tokenId, name: token.name, resource },
      verb: 'deleted the token',
      description: `Deleted the ${token.kind} token`,
    });
  });
}
