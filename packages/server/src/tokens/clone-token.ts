import type { Deployment } from '../deployment/deployment.ts';
import { requireValidPolicy } from '../policies/require-valid-policy.ts';
import type { Caller } from '../verification/caller.ts';
import type { AccessToken } from './access-token.ts';
import { type CreatedToken, createToken, type NewToken } from './create-token.ts';
import { getToken } from './get-token.ts';

/** What is to be another than in the token that is cloned. */
export type CloneOverrides = Partial<NewToken>;

/**
 * Makes a token like another one that the caller can see, with a secret of its own. It is the caller's: judged as if
 * they had created it, personal unless a service token is asked for.
 *
 * @throws Failure `not_found`, and those of `createToken`
 */
export async function cloneToken(
  deployment: Deployment,
  caller: Caller,
  tokenId: string,
  overrides: CloneOverrides,
): Promise<CreatedToken> {
  const { token } = await getToken(deployment, caller.principal, tokenId);
  const { name, description, scope, defaultApiVersion, allowedIps, tags } = token;
  const copy: NewToken = {
    name,
    description,
    kind: 'personal',
    scope,
    defaultApiVersion,
    life: lifeOf(token),
    allowedIps,
    tags,
  };
  const wanted = { ...copy, ...overrides };
  requirePossibleScope(wanted, caller);
  return createToken(deployment, caller, wanted, { clonedFrom: token.id });
}

/** A policy that speaks of its holder is none for a service token. */
function requirePossibleScope({ scope, kind }: NewToken, { principal }: Caller): void {
  if ('inlineRole' in scope)
    requireValidPolicy('inlineRole', scope.inlineRole, principal.types.catalogue, kind);
}

/** Of the same length, counted from now. */
function lifeOf({ createdAt, expiresAt }: AccessToken): NewToken['life'] {
  return expiresAt === null ? { endsAt: null } : { lengthMs: expiresAt - createdAt };
}
