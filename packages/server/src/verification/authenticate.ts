import { isWithinRanges } from '../address-ranges.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { lastFourOf, parseSecret } from '../tokens/token-format.ts';
import { type TokenStatus, tokenStatus } from '../tokens/token-status.ts';
import type { RefusedSecret } from './ended-secret-watch.ts';
import { findSecretOwner } from './find-secret-owner.ts';
import { rightsSource, type TokenPrincipal } from './principal.ts';

export type Authentication =
  | { readonly outcome: 'authenticated'; readonly principal: TokenPrincipal; readonly secretId: string }
  /** Not a secret of this deployment. */
  | { readonly outcome: 'unrecognized' }
  /** A secret of this deployment that does not work now. */
  | ({ readonly outcome: 'refused'; readonly status: Exclude<TokenStatus, 'active'> } & RefusedSecret)
  /** It works, but not from this address. */
  | { readonly outcome: 'wrong_address'; readonly principal: TokenPrincipal; readonly secretId: string };

const UNRECOGNIZED: Authentication = { outcome: 'unrecognized' };

/**
 * Turns what a caller presented into a principal. A text with a wrong form, checksum or prefix ends before any
 * look-up. Nothing is written.
 *
 * @param address of the client
 * @throws StorageUnavailable when the data cannot be read: never an answer about the secret then
 */
export async function authenticate(
  deployment: Deployment,
  presented: string,
  address: string,
): Promise<Authentication> {
  const parsed = parseSecret(presented);
  if (parsed === undefined || !deployment.tokenPrefixes.includes(parsed.prefix)) return UNRECOGNIZED;

  const owner = await findSecretOwner(deployment, parsed.secret);
  if (owner === undefined) return UNRECOGNIZED;
  const { token, member, held, secretId } = owner;
  if (parsed.kind !== undefined && parsed.kind !== token.kind) return UNRECOGNIZED;

  const secret = { id: secretId, endsAt: owner.secretEndsAt };
  const status = tokenStatus(token, secret, member, deployment.clock.now());
  if (status !== 'active')
    return { outcome: 'refused', status, token, secretId, lastFour: lastFourOf(parsed.secret) };
  const rules = await deployment.accountMemory.of(token.accountId, owner.rulesVersion);
  const source = rightsSource(token, member, held);
  const rights = deployment.rightsMemory.rightsOf(token, member, held, rules.types);
  const isAllowedHere = token.allowedIps.length === 0 || isWithinRanges(address, token.allowedIps);
  return {
    outcome: isAllowedHere ? 'authenticated' : 'wrong_address',
    secretId,
    principal: {
      authKind: 'token',
      accountId: token.accountId,
      token,
      secret,
      member,
      held,
      source,
      rights,
      ...rules,
    },
  };
}
