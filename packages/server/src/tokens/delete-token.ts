import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { changeAs } from '../grants/change-as.ts';
import { auditActor, type Caller } from '../verification/caller.ts';
import { tokenResource } from './access-token.ts';
import { findVisibleToken } from './get-token.ts';
import { requireConfirmedName } from './require-confirmed-name.ts';
import { tokenChanged } from './require-same-token.ts';
import { requireTokenAccess } from './token-access.ts';
import { tokenSnapshot } from './token-snapshot.ts';

/** What must hold of a token when it is deleted. */
export interface DeletionConditions {
  /** Its name, typed once more. */
  readonly confirmName?: string | undefined;
  /** The version of it that the caller's decision rests on. */
  readonly version?: number;
}

/**
 * Ends a token for good: when this resolves, no later call with its secret is served. Of several callers at once
 * one succeeds, and one audit entry is written.
 *
 * @throws Failure `not_found`, `forbidden`, `invalid_request`, `unauthorized`, `optimistic_locking_error`
 */
export async function deleteToken(
  deployment: Deployment,
  caller: Caller,
  tokenId: string,
  { confirmName, version }: DeletionConditions = {},
): Promise<void> {
  const { principal } = caller;
  const { accountId } = principal;
  await changeAs(deployment, caller, async (changes, nowMs) => {
    const { token } = await findVisibleToken(changes.tokens, principal, tokenId);
    requireTokenAccess(principal, 'deleteAccessToken', token);
    requireConfirmedName(token, confirmName);
    if (version !== undefined && token.version !== version) throw tokenChanged();
    const actor = auditActor(caller);
    const deleter = {
      ...(actor.member && { member: actor.member }),
      ...(actor.token && { token: actor.token }),
    };
    if (!(await changes.tokens.markTokenDeleted(accountId, tokenId, nowMs, deleter))) {
      throw new Failure('not_found', 'Invalid resource identifier');
    }
    changes.recordChange({ accountId, kind: 'token', id: tokenId });
    changes.recordAudit(accountId, {
      actor,
      action: 'deleteAccessToken',
      target: { kind: 'token', id: tokenId, name: token.name, resource: tokenResource(token) },
      verb: 'deleted the token',
      description: `Deleted the ${token.kind} token`,
      previousVersion: tokenSnapshot(token),
    });
  });
}
