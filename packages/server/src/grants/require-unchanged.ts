import { Failure } from '../failure.ts';
import { withoutBuiltIn } from '../resource-types/account-types.ts';
import type { Changes } from '../storage/store.ts';
import { tokenStatus } from '../tokens/token-status.ts';
import type { Principal } from '../verification/principal.ts';

/**
 * Holds a decision true until the commit: rights were judged on a token, a member and resource types as they were
 * read, and all are read again inside the transaction that relies on them.
 *
 * @throws Failure `unauthorized` when the token has ended since, `optimistic_locking_error` when it, its member
 *   or a type was changed
 */
export async function requireUnchanged(changes: Changes, principal: Principal, nowMs: number): Promise<void> {
  const found = await changes.tokens.findToken(principal.accountId, principal.token.id);
  if (found === undefined || tokenStatus(found.token, { endsAt: null }, found.member, nowMs) !== 'active') {
    throw new Failure('unauthorized', 'Invalid access token');
  }
  const types = withoutBuiltIn(await changes.resourceTypes.listResourceTypes(principal.accountId));
  const isSame =
    found.token.version === principal.token.version &&
    found.member.version === principal.member.version &&
    JSON.stringify(types) === JSON.stringify(principal.types.declarations);
  if (isSame) return;
  throw new Failure(
    'optimistic_locking_error',
    'The rights of the caller changed during the call. Try again later.',
  );
}
