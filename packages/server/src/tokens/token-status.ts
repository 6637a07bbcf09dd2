import type { AccessToken } from './access-token.ts';

/** `superseded`: this secret was replaced by a reset and its overlap is over; the token itself may well be active. */
export type TokenStatus = 'active' | 'disabled' | 'expired' | 'deleted' | 'superseded' | 'holder_gone';

/** One secret of a token. `endsAt` is set once it is superseded, and is exclusive. */
export interface SecretLife {
  readonly endsAt: number | null;
}

/** What the status needs to know of the holder. A service token has none. */
export interface HolderLife {
  readonly removedAt: number | null;
}

/**
 * Whether a secret works now, computed and never stored.
 *
 * @param nowMs milliseconds since 1970; every end is exclusive, so an end equal to `nowMs` has passed
 */
export function tokenStatus(
  token: Pick<AccessToken, 'kind' | 'deletedAt' | 'disabledAt' | 'expiresAt'>,
  secret: SecretLife,
  holder: HolderLife | undefined,
  nowMs: number,
): TokenStatus {
  if (token.deletedAt !== null) return 'deleted';
  if (token.kind === 'personal' && (holder === undefined || holder.removedAt !== null)) return 'holder_gone';
  if (hasPassed(token.expiresAt, nowMs)) return 'expired';
  if (hasPassed(secret.endsAt, nowMs)) return 'superseded';
  return token.disabledAt === null ? 'active' : 'disabled';
}

function hasPassed(end: number | null, nowMs: number): boolean {
  return end !== null && nowMs >= end;
}
