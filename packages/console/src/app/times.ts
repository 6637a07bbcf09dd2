export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

const STEPS: readonly (readonly [limitMs: number, unitMs: number, unit: Intl.RelativeTimeFormatUnit])[] = [
  [HOUR_MS, MINUTE_MS, 'minute'],
  [DAY_MS, HOUR_MS, 'hour'],
  [120 * DAY_MS, DAY_MS, 'day'],
  [2 * 365 * DAY_MS, 30.44 * DAY_MS, 'month'],
  [Number.POSITIVE_INFINITY, 365.25 * DAY_MS, 'year'],
];

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** `4 minutes ago`, `yesterday`, `in 90 days`. */
export function relativeTime(at: number, now: number): string {
  const distance = at - now;
  const size = Math.abs(distance);
  if (size < MINUTE_MS) return distance <= 0 ? 'just now' : 'in less than a minute';
  const [, unitMs, unit] = STEPS.find(([limit]) => size < limit) ?? [0, DAY_MS, 'day' as const];
  return relative.format(Math.trunc(distance / unitMs), unit);
}

/** What has happened is never said to come, where the clock of the service is ahead or the page's has not ticked since. */
export function timeAgo(at: number, now: number): string {
  return relativeTime(Math.min(at, now), now);
}

/** `5 h`, `3 d`: what is left, for chips. */
export function shortSpan(milliseconds: number): string {
  if (milliseconds < HOUR_MS) return `${Math.max(1, Math.round(milliseconds / MINUTE_MS))} min`;
  if (milliseconds < 2 * DAY_MS) return `${Math.round(milliseconds / HOUR_MS)} h`;
  return `${Math.round(milliseconds / DAY_MS)} d`;
}

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const MOMENT = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
} as const;
const momentFormat = new Intl.DateTimeFormat('en-GB', MOMENT);
const momentOfOtherYear = new Intl.DateTimeFormat('en-GB', { ...MOMENT, year: 'numeric' });
const wholeFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' });
const clockFormat = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

/** `20 Feb 2027` */
export const dayText = (at: number): string => dayFormat.format(at);

/** `Sun 22 Nov, 14:05 UTC`, with the year where it is another one. */
export function momentText(at: number): string {
  const isThisYear = new Date(at).getFullYear() === new Date().getFullYear();
  return (isThisYear ? momentFormat : momentOfOtherYear).format(at);
}

/** `14:02:11` */
export const clockText = (at: number): string => clockFormat.format(at);

/** With zone and in UTC, for tooltips. */
export function absoluteTime(at: number): string {
  return `${wholeFormat.format(at)} (${new Date(at).toISOString().replace(/\.\d+Z$/, 'Z')})`;
}
