import { OUTPUT_FORMATS, type OutputFlags } from '../client/client-flags.ts';
import { Refusal } from '../client/refusal.ts';
import { note } from '../output/print-items.ts';
import { profileName, readProfiles, updateProfile, writeProfiles } from '../profile/profiles.ts';
import { addressOf } from '../profile/resolve-target.ts';
import { type LeftToken, leaveAddress } from '../profile/stored-token.ts';

/** What can be set: how each is read and written, in the profile of a name. */
export const CONFIG_KEYS = {
  url: {
    read: (profile) => readProfiles().profiles[profile]?.url,
    write: (profile, value, flags) => {
      const url = addressOf(value);
      const left = leaveAddress(profile, url);
      updateProfile(profile, { url });
      if (left !== undefined) tellOf(left, profile, flags);
    },
  },
  output: {
    read: (profile) => readProfiles().profiles[profile]?.output,
    write: (profile, value) => updateProfile(profile, { output: outputOf(value) }),
  },
  'credential-helper': {
    read: (profile) => readProfiles().profiles[profile]?.credentialHelper,
    write: (profile, value) => updateProfile(profile, { credentialHelper: value }),
  },
  profile: {
    read: () => readProfiles().current,
    write: (_profile, value) => writeProfiles({ ...readProfiles(), current: profileName(value) }),
  },
} as const satisfies Readonly<
  Record<
    string,
    {
      read(profile: string): string | undefined;
      write(profile: string, value: string, flags: OutputFlags): void;
    }
  >
>;

export type ConfigKey = keyof typeof CONFIG_KEYS;

/** @throws Refusal */
export function configKey(name: string): ConfigKey {
  const known = Object.keys(CONFIG_KEYS) as ConfigKey[];
  const key = known.find((each) => each === name);
  if (key !== undefined) return key;
  if (/token|secret|credential/i.test(name)) {
    throw new Refusal(
      'wrong_usage',
      `\`${name}\` is no setting: other programs see what stands in a command, and the shell remembers it`,
      'run `keyward login --with-token`, which reads the secret from stdin',
    );
  }
  throw new Refusal('wrong_usage', `there is no setting \`${name}\``, `there are ${known.join(', ')}`);
}

function tellOf({ url, page }: LeftToken, profile: string, flags: OutputFlags): void {
  note(
    `forgot the access token of the profile \`${profile}\` for ${url}. It still works there: delete it at ${page}`,
    flags,
  );
  note('to stay signed in at both, give each a profile of its own, by `--profile`', flags);
}

function outputOf(value: string) {
  const format = OUTPUT_FORMATS.find((known) => known === value);
  if (format !== undefined) return format;
  throw new Refusal(
    'wrong_usage',
    `\`${value}\` is no way to print`,
    `there are ${OUTPUT_FORMATS.join(', ')}`,
  );
}
