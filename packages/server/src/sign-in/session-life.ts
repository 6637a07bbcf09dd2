/** When a session ends by itself, by the clock of the service. Pure. */
import type { SessionRecord } from '../storage/credential-store.ts';

/** NIST SP 800-63B section 2.2.3 (AAL2) and ASVS 5.0 7.3: idle and absolute end. */
export const IDLE_LIFE_MS = 30 * 60_000;
export const ABSOLUTE_LIFE_MS = 12 * 3_600_000;

/**
 * Use is noted once a minute, not at every call: a write costs a sync of the disk. So the idle end comes up to a
 * minute early, never late.
 */
export const NOTE_USE_AFTER_MS = 60_000;

/** How many sessions a member may have: with one more the oldest ends. */
export const SESSION_LIMIT = 50;

type Times = Pick<SessionRecord, 'startedAt' | 'lastSeenAt'>;

/** The first millisecond at which the session is no longer served, should it not be used before. */
export function sessionEnd({ startedAt, lastSeenAt }: Times): number {
  return Math.min(startedAt + ABSOLUTE_LIFE_MS, lastSeenAt + IDLE_LIFE_MS);
}

export function hasSessionEnded(session: Times, nowMs: number): boolean {
  return nowMs >= sessionEnd(session);
}
