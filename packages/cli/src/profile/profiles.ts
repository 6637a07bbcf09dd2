import { OUTPUT_FORMATS, type OutputFormat } from '../client/client-flags.ts';
import { onlyGiven } from '../client/only-given.ts';
import { Refusal } from '../client/refusal.ts';
import { configPath } from './config-paths.ts';
import { readJsonFile, writePrivateFile } from './private-file.ts';

/** What is remembered of one service, under a name of the user's. */
export interface Profile {
  readonly url?: string;
  readonly output?: OutputFormat;
  /** A command that keeps secrets in place of the file. */
  readonly credentialHelper?: string;
  /** Whether the keyring of the system keeps the secret, in place of the file. */
  readonly keyring?: boolean;
  /** The token that `keyward login` had made, which `keyward logout` ends. */
  readonly madeTokenId?: string;
}

/** Undefined takes away what was remembered. */
export type ProfileChange = { readonly [Key in keyof Profile]: Profile[Key] | undefined };

export interface Profiles {
  /** The name of the one that counts when none is named. */
  readonly current: string;
  readonly profiles: Readonly<Record<string, Profile>>;
}

const DEFAULT_PROFILE = 'default';
const PROFILE_NAME = /^[A-Za-z0-9][\w.-]{0,63}$/;

/** @throws Refusal when the file holds something else */
export function readProfiles(): Profiles {
  const { current = DEFAULT_PROFILE, profiles = {} } = readJsonFile(configPath()) ?? {};
  if (typeof current !== 'string' || !isRecord(profiles)) throw unusable();
  return {
    current,
    profiles: Object.fromEntries(Object.entries(profiles).map(([name, each]) => [name, profileOf(each)])),
  };
}

export function writeProfiles({ current, profiles }: Profiles): void {
  writePrivateFile(configPath(), { current, profiles });
}

/** Changes what is remembered under a name. */
export function updateProfile(name: string, change: ProfileChange): void {
  const { current, profiles } = readProfiles();
  writeProfiles({ current, profiles: { ...profiles, [name]: onlyGiven({ ...profiles[name], ...change }) } });
}

/** The name that counts: of the flag, the environment, or the one that was chosen. @throws Refusal */
export function profileName(flag: string | undefined): string {
  const name = flag ?? (process.env.KEYWARD_PROFILE || readProfiles().current);
  if (!PROFILE_NAME.test(name)) {
    throw new Refusal(
      'wrong_usage',
      `\`${name}\` is no name of a profile`,
      'take up to 64 letters, digits, dots, dashes and underscores',
    );
  }
  return name;
}

/** What is remembered under the name that counts; before anything is, that is nothing. @throws Refusal for a name that is not there */
export function readProfile(flag: string | undefined): Profile {
  const { current, profiles } = readProfiles();
  const name = profileName(flag);
  const profile = profiles[name];
  if (profile === undefined && name !== current) {
    throw new Refusal(
      'not_found',
      `there is no profile \`${name}\``,
      '`keyward config list` lists them; `keyward login --url` makes one',
    );
  }
  return profile ?? {};
}

function profileOf(each: unknown): Profile {
  if (!isRecord(each)) throw unusable();
  const { url, output, credentialHelper, keyring, madeTokenId } = each;
  if (url !== undefined && typeof url !== 'string') throw unusable();
  if (credentialHelper !== undefined && typeof credentialHelper !== 'string') throw unusable();
  if (keyring !== undefined && typeof keyring !== 'boolean') throw unusable();
  if (madeTokenId !== undefined && typeof madeTokenId !== 'string') throw unusable();
  const format = OUTPUT_FORMATS.find((known) => known === output);
  if (output !== undefined && format === undefined) throw unusable();
  return onlyGiven({ url, output: format, credentialHelper, keyring, madeTokenId });
}

function unusable(): Refusal {
  return new Refusal(
    'file_unusable',
    `\`${configPath()}\` holds no profiles`,
    'mend it, or remove it to begin anew',
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
