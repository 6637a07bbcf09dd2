import { ConfigRefused } from './config-refused.ts';

/** Calls within a window; 0: without limit. */
export interface RateLimitConfig {
  /** Of an account, in 10 s. */
  readonly perAccount: number;
  /** Of an account on one route, in 10 s. */
  readonly perRoute: number;
  /** Of an account on the routes that verify tokens, in 10 s. */
  readonly verification: number;
  /** Secrets that do not work, from one client address, in a minute. */
  readonly guesses: number;
}

export const RATE_LIMIT_SETTINGS = {
  KEYWARD_RATE_LIMIT: 10_000,
  KEYWARD_ROUTE_RATE_LIMIT: 5_000,
  KEYWARD_VERIFICATION_RATE_LIMIT: 0,
  KEYWARD_GUESS_LIMIT: 300,
} as const;

type Name = keyof typeof RATE_LIMIT_SETTINGS;

/** @throws ConfigRefused */
export function readRateLimits(setting: (name: Name) => string | undefined): RateLimitConfig {
  const limit = (name: Name) => readCount(name, setting(name) ?? String(RATE_LIMIT_SETTINGS[name]));
  return {
    perAccount: limit('KEYWARD_RATE_LIMIT'),
    perRoute: limit('KEYWARD_ROUTE_RATE_LIMIT'),
    verification: limit('KEYWARD_VERIFICATION_RATE_LIMIT'),
    guesses: limit('KEYWARD_GUESS_LIMIT'),
  };
}

function readCount(name: Name, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new ConfigRefused(
    `\`${name}\`: \`${text}\` is no number of calls; give 0 for no limit, or up to 999999999`,
  );
}
