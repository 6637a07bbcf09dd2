import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { accessDenied } from '../grants/require-access.ts';
import type { Caller } from '../verification/caller.ts';
import type { KnownSecret } from '../verification/known-secret.ts';
import { deleteToken } from './delete-token.ts';
import { moveSecretEnd } from './move-secret-end.ts';
import { requireTokenAccess } from './token-access.ts';
import { parseSecret } from './token-format.ts';
import { tokenStatus } from './token-status.ts';
import { maySeeToken } from './visible-tokens.ts';

/** Nothing can be ended of a secret that nobody of the account has; one that has ended stays so. */
export type Revocation = 'revoked' | 'ended_before' | 'unknown';

/**
 * Ends what a secret is good for: with the current one its token is deleted, an older one ends alone, so that whoever finds an
 * old secret cannot end the live one.
 *
 * Whoever may not delete the token is refused, although that says that the secret is one: they hold it and could try it, and
 * would otherwise believe that a leaked secret is dead. Nothing more is said of a token that they may not see.
 *
 * @throws Failure `forbidden`, `unauthorized`, `optimistic_locking_error`
 * @throws StorageUnavailable
 */
export async function revokeSecret(
  deployment: Deployment,
  caller: Caller,
  presented: string,
): Promise<Revocation> {
  const found = await findSecret(deployment, presented);
  if (found === undefined || found.principal.accountId !== caller.principal.accountId) return 'unknown';
  const { token, secret, member } = found.principal;
  const status = tokenStatus(token, secret, member, deployment.clock.now());
  if (status === 'deleted' || status === 'superseded') return 'ended_before';
  const { principal } = caller;
  if (!maySeeToken(principal, token)) {
    const anySuch = token.kind === 'service' ? 'service-token/*' : 'member/*:token/*';
    throw accessDenied(principal, 'deleteAccessToken', anySuch);
  }
  requireTokenAccess(principal, 'deleteAccessToken', token);
  try {
    if (secret.endsAt === null) await deleteToken(deployment, caller, token.id, { version: token.version });
    else
      await moveSecretEnd(deployment, caller, token.id, secret.id, () => 0, { access: 'deleteAccessToken' });
    return 'revoked';
  } catch (error) {
    if (error instanceof Failure && error.code === 'not_found') return 'ended_before';
    throw error;
  }
}

async function findSecret(deployment: Deployment, presented: string): Promise<KnownSecret | undefined> {
  const parsed = parseSecret(presented);
  if (parsed === undefined || !deployment.tokenPrefixes.includes(parsed.prefix)) return undefined;
  return deployment.principals.loadFresh(parsed.secret);
}
