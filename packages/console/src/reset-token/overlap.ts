import type { Settings, Token } from '../app/keyward.ts';
import { HOUR_MS } from '../app/times.ts';

const USUAL_HOURS = 24;
const LONGEST_HOURS = 720;

/** The longest time, in whole hours, for which an old secret may live on: as settings and the token's own end allow. */
export function longestOverlapHours(
  settings: Settings | undefined,
  { expiry }: Pick<Token, 'expiry'>,
  now: number,
): number {
  const allowed = settings?.maximumOverlapHours ?? LONGEST_HOURS;
  const left = expiry === undefined ? Number.POSITIVE_INFINITY : Math.floor((expiry - now) / HOUR_MS);
  return Math.max(0, Math.min(allowed, left));
}

export function usualOverlapHours(longest: number): number {
  return Math.min(USUAL_HOURS, longest);
}

/** What is wrong with hours as they were typed. */
export function hoursProblem(text: string, longest: number): string | undefined {
  if (!/^\d+$/.test(text.trim())) return 'Enter whole hours, such as 24.';
  return Number(text) > longest ? `At most ${longest} hours.` : undefined;
}
