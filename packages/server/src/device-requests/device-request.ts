import type { AccountSettings } from '../accounts/account-settings.ts';
import { LATEST_API_VERSION } from '../api-versions.ts';
import { Failure } from '../failure.ts';
import type { NewToken } from '../tokens/create-token.ts';
import { longestLifeMs } from '../tokens/require-allowed-life.ts';
import type { TokenRole } from '../tokens/token-scope.ts';

/** For how long a program may wait for somebody to decide. */
export const REQUEST_LIFE_MS = 600_000;

/** How long a program waits between two questions, at least. */
export const POLL_INTERVAL_SECONDS = 5;

/** What the token of a request lives for when the program does not say. */
export const DEFAULT_TOKEN_LIFE_SECONDS = 30 * 86_400;

const MS_PER_SECOND = 1000;

/** Ours, and LaunchDarkly's own command line. */
export type Program = 'keyward' | 'ldcli';

const TOKEN_NAMES: Readonly<Record<Program, string>> = { keyward: 'Command line', ldcli: 'ldcli' };

/** What a program asks for, that has no browser of its own. */
export interface WantedToken {
  readonly program: Program;
  /** What the program calls the machine that it runs on. Nobody has checked that. */
  readonly deviceName: string;
  readonly role: TokenRole;
  readonly lifeSeconds: number;
}

/** A program waits for a member to let it in (RFC 8628). Its codes are stored as digests alone. */
export interface DeviceRequest extends WantedToken {
  readonly id: string;
  /** Where the program asked from. */
  readonly address: string;
  readonly createdAt: number;
  /** Exclusive, milliseconds since 1970. */
  readonly expiresAt: number;
  /** Used: approved, and its token was fetched, which nodes of an earlier version must not do once more. */
  readonly status: 'pending' | 'approved' | 'used' | 'denied';
  /** The session in which it was approved: what the token may do is judged as that of its member. */
  readonly sessionId: string | null;
}

/** The token that whoever approves the request makes for the program. `ldcli` did not ask for the life that it gets. */
export function tokenOf({ program, deviceName, role, lifeSeconds }: WantedToken): NewToken {
  const lifeMs = lifeSeconds * MS_PER_SECOND;
  return {
    name: `${TOKEN_NAMES[program]} on ${deviceName}`,
    description: `Made by \`${program} login\``,
    kind: 'personal',
    scope: { role },
    defaultApiVersion: LATEST_API_VERSION,
    life: program === 'ldcli' ? { atMostMs: lifeMs } : { lengthMs: lifeMs },
    allowedIps: [],
    tags: [],
  };
}

/** For how long the token of a request would live in an account with these settings. */
export function lifeSecondsIn(settings: AccountSettings, { program, lifeSeconds }: WantedToken): number {
  const longestMs = longestLifeMs(settings);
  if (program !== 'ldcli' || longestMs === null) return lifeSeconds;
  return Math.min(lifeSeconds, longestMs / MS_PER_SECOND);
}

/** The one answer about every code for people that leads nowhere. */
export function noSuchRequest(): Failure {
  return new Failure('not_found', 'No program waits for this code', {
    hint: 'codes end after ten minutes and work once; log in from the command line again for a new one',
  });
}
