/**
 * The end of a secret that has ended, as it is stored: no time, but before all times. Other processes and nodes judge a secret by
 * clocks of their own, which may be behind the one by which it was ended. When that was stands in the audit log.
 */
export const ENDED = 0;

/** @param endsAt exclusive */
export function storedEnd(endsAt: number, nowMs: number): number {
  return endsAt > nowMs ? endsAt : ENDED;
}
