import type { Deployment } from '../deployment/deployment.ts';
import { newObjectId } from '../object-id.ts';
import { UniqueViolation } from '../storage/store.ts';
import type { NewSecret } from '../storage/token-store.ts';
import type { TokenKind } from './access-token.ts';
import { digestSecret } from './secret-digest.ts';
import { type BearerToken, lastFourOf, mintSecret } from './token-format.ts';

/** A secret on its way out, and what is stored of it. */
export interface IssuedSecret {
  readonly bearerToken: BearerToken;
  stored(tokenId: string, accountId: string, nowMs: number): NewSecret;
}

/** Two secrets never meet by chance; a broken random source gives up after this many draws. */
const DRAWS = 3;

/**
 * Runs a change with a freshly drawn secret. When the store refuses its digest because it is taken, the whole
 * change is undone and tried again with another.
 */
export async function withFreshSecret<T>(
  deployment: Deployment,
  kind: TokenKind,
  change: (secret: IssuedSecret) => Promise<T>,
): Promise<T> {
  for (let draw = 1; ; draw++) {
    try {
      return await change(issueSecret(deployment, kind));
    } catch (error) {
      const isTaken = error instanceof UniqueViolation && error.column === 'digest';
      if (!isTaken || draw === DRAWS) throw error;
    }
  }
}

function issueSecret({ pepper, tokenPrefixes }: Deployment, kind: TokenKind): IssuedSecret {
  const [prefix] = tokenPrefixes;
  const bearerToken = mintSecret(prefix, kind);
  const digest = digestSecret(pepper, bearerToken);
  const lastFour = lastFourOf(bearerToken);
  return {
    bearerToken,
    stored: (tokenId, accountId, nowMs) => ({
      id: newObjectId(),
      tokenId,
      accountId,
      digest,
      pepperId: pepper.id,
      prefix,
      lastFour,
      createdAt: nowMs,
    }),
  };
}
