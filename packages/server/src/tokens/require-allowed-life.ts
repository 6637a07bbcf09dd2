import type { AccountSettings } from '../accounts/account-settings.ts';
import { Failure } from '../failure.ts';
import type { AccessToken } from './access-token.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** The end of the year 9999: times after it have no date that every reader takes. */
export const LATEST_END_MS = 253_402_300_799_999;

/**
 * The end of a new token for which none was asked: by the default of the account, else as late as it allows.
 *
 * @returns milliseconds since 1970; null: no end
 */
export function defaultEnd(settings: AccountSettings, nowMs: number): number | null {
  const days = settings.defaultTokenLifetimeDays ?? settings.maximumTokenLifetimeDays;
  return days === null ? null : nowMs + days * DAY_MS;
}

/** The longest life that a token may be given; null: any. */
export function longestLifeMs({ maximumTokenLifetimeDays: days }: AccountSettings): number | null {
  return days === null ? null : days * DAY_MS;
}

/** @throws Failure `invalid_request` when the account does not allow a token to end then */
export function requireAllowedEnd(settings: AccountSettings, expiresAt: number | null, nowMs: number): void {
  const longestMs = longestLifeMs(settings);
  if (expiresAt === null) {
    if (settings.neverExpiringTokens && longestMs === null) return;
    throw refusal('tokens of this account need an end', 'give `expiry` in milliseconds since 1970');
  }
  if (expiresAt <= nowMs) {
    throw refusal('this time has passed', 'give milliseconds since 1970, later than now');
  }
  if (longestMs !== null && expiresAt - nowMs > longestMs) {
    const { maximumTokenLifetimeDays: days } = settings;
    throw refusal(
      `tokens of this account live for at most ${days} ${days === 1 ? 'day' : 'days'}`,
      `give at most \`${nowMs + longestMs}\`; the setting is \`maximumTokenLifetimeDays\``,
    );
  }
}

/** @throws Failure `invalid_request` for a token that has expired: it has ended for good */
export function requireNotExpired({ expiresAt }: Pick<AccessToken, 'expiresAt'>, nowMs: number): void {
  if (expiresAt === null || expiresAt > nowMs) return;
  throw new Failure('invalid_request', 'the token has expired and does not come back', {
    hint: 'clone it: the new token has the same scope and length of life',
  });
}

/**
 * When an older secret ends.
 *
 * @param wantedMs milliseconds since 1970; a time already gone, like 0 and negative numbers, means now
 * @param supersededAt when the secret was replaced
 * @throws Failure `invalid_request` when that is later than the account or the token's own end allows
 */
export function requireAllowedOverlap(
  settings: AccountSettings,
  wantedMs: number,
  supersededAt: number,
  tokenEndsAt: number | null,
  nowMs: number,
): number {
  if (wantedMs <= nowMs) return nowMs;
  const latestMs = supersededAt + settings.maximumOverlapHours * HOUR_MS;
  if (wantedMs > latestMs) {
    throw refusal(
      `an older secret may work for at most ${settings.maximumOverlapHours} hours`,
      `give at most \`${latestMs}\`; the setting is \`maximumOverlapHours\``,
    );
  }
  if (tokenEndsAt !== null && wantedMs > tokenEndsAt) {
    throw refusal('the token itself ends before', `give at most \`${tokenEndsAt}\``);
  }
  return wantedMs;
}

function refusal(problem: string, hint: string): Failure {
  return new Failure('invalid_request', `\`expiry\`: ${problem}`, { hint });
}
