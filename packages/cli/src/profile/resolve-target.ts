import { readFileSync } from 'node:fs';
import { Refusal } from '../client/refusal.ts';
import type { AccessSecret } from './credentials.ts';
import { profileName, readProfile } from './profiles.ts';
import { storedToken } from './stored-token.ts';

/** Where a verb calls, with what, and where each comes from. */
export interface Target {
  readonly profile: string;
  readonly url: string;
  readonly accessToken: AccessSecret | undefined;
  /** Where the token comes from, for people. */
  readonly source: string;
  /** Whether it is the one that the profile keeps. */
  readonly isKept: boolean;
}

export interface TargetFlags {
  readonly profile?: string;
  readonly url?: string;
}

/** Where `keyward serve` listens unless it is told otherwise. */
const DEFAULT_URL = 'http://127.0.0.1:8080';

/** @throws Refusal for an address or a token that cannot be meant */
export function resolveTarget(flags: TargetFlags): Target {
  const profile = profileName(flags.profile);
  const { KEYWARD_ACCESS_TOKEN, KEYWARD_ACCESS_TOKEN_FILE } = process.env;
  // Read whatever else names the address: it says how to print too, and must not fail once something was changed.
  const { url: remembered } = readProfile(profile);
  const named = flags.url ?? (process.env.KEYWARD_URL || remembered);
  const url = addressOf(named ?? DEFAULT_URL);
  const at = { profile, url };
  if (KEYWARD_ACCESS_TOKEN) return { ...at, ...given(KEYWARD_ACCESS_TOKEN, 'KEYWARD_ACCESS_TOKEN') };
  if (KEYWARD_ACCESS_TOKEN_FILE) {
    return { ...at, ...given(readSecretFile(KEYWARD_ACCESS_TOKEN_FILE), 'KEYWARD_ACCESS_TOKEN_FILE') };
  }
  const stored = storedToken(profile, url);
  if (stored !== undefined) return { ...at, ...given(stored, `the profile \`${profile}\``), isKept: true };
  return foreignPair(profile, named) ?? { ...at, accessToken: undefined, source: 'nowhere', isKept: false };
}

/** Where a profile calls, whatever it calls with. @throws Refusal */
export function addressFor(profile: string, flags: TargetFlags): string {
  return addressOf(flags.url ?? (process.env.KEYWARD_URL || readProfile(profile).url) ?? DEFAULT_URL);
}

/** Where a verb with these flags has called; the places of secrets are not asked once more. */
export function addressCalled(flags: TargetFlags): string {
  const { KEYWARD_URL, KEYWARD_ACCESS_TOKEN, KEYWARD_ACCESS_TOKEN_FILE } = process.env;
  const named = flags.url ?? (KEYWARD_URL || readProfile(flags.profile).url);
  if (named !== undefined) return addressOf(named);
  const isOurs = Boolean(KEYWARD_ACCESS_TOKEN || KEYWARD_ACCESS_TOKEN_FILE);
  return (isOurs ? undefined : foreignAddress()) ?? DEFAULT_URL;
}

/** @throws Refusal */
export function addressOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const extra = url === undefined ? '' : url.username + url.password + url.search + url.hash;
  if (url === undefined || !/^https?:$/.test(url.protocol) || extra !== '') {
    throw new Refusal(
      'wrong_usage',
      'the address of Keyward must be http or https, without user, query or fragment',
      'write it as in `https://keyward.example.com`',
    );
  }
  return url.href.replace(/\/+$/, '');
}

/** Printable ASCII without spaces; white space at the ends is a file's. @throws Refusal without the value */
export function asAccessSecret(text: string, source: string): AccessSecret {
  const secret = text.trim();
  if (!/^[\x21-\x7e]+$/.test(secret)) {
    throw new Refusal('not_signed_in', `${source} holds no secret of an access token`);
  }
  return secret as AccessSecret;
}

function given(text: string, source: string): Pick<Target, 'accessToken' | 'source' | 'isKept'> {
  return { accessToken: asAccessSecret(text, source), source, isKept: false };
}

function readSecretFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new Refusal('not_signed_in', `KEYWARD_ACCESS_TOKEN_FILE: \`${path}\` cannot be read`);
  }
}

/** What LaunchDarkly's own tools are set up with: only as a pair, so that its token goes nowhere else. */
function foreignPair(profile: string, named: string | undefined): Target | undefined {
  const { LD_ACCESS_TOKEN } = process.env;
  const url = foreignAddress();
  if (!LD_ACCESS_TOKEN || url === undefined) return undefined;
  if (named !== undefined && addressOf(named) !== url) return undefined;
  return { profile, url, ...given(LD_ACCESS_TOKEN, 'LD_ACCESS_TOKEN') };
}

function foreignAddress(): string | undefined {
  const { LD_ACCESS_TOKEN, LD_BASE_URI } = process.env;
  return LD_ACCESS_TOKEN && LD_BASE_URI ? addressOf(LD_BASE_URI) : undefined;
}
