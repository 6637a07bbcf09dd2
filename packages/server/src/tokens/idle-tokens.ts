import type { TokenQuery } from '../storage/token-list-store.ts';
import type { TokenWithMember } from '../storage/token-store.ts';
import { ACTIVE } from './health-kinds.ts';
import { tokenStatus } from './token-status.ts';

const DAY_MS = 86_400_000;

export function daysBefore(nowMs: number, days: number): number {
  return nowMs - days * DAY_MS;
}

/**
 * The tokens of an account that work, and were neither used nor changed since then. Making, enabling and resetting are
 * changes: a token that somebody cares for has all the time anew.
 */
export function idleTokens(sinceMs: number, nowMs: number): TokenQuery {
  const conditions = [ACTIVE, { unusedSinceMs: sinceMs }, { modifiedBeforeMs: sinceMs }];
  return { visible: { serviceTokens: true, allPersonalTokens: true }, conditions, nowMs };
}

/** The same of one token as it is read. */
export function isIdle({ token, member }: TokenWithMember, sinceMs: number, nowMs: number): boolean {
  const isActive = tokenStatus(token, { endsAt: null }, member, nowMs) === 'active';
  return isActive && Math.max(token.modifiedAt, token.lastUse?.at ?? 0) < sinceMs;
}
