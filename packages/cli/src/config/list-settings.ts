import { Command } from 'commander';
import { asPrintingVerb, type OutputFlags } from '../client/client-flags.ts';
import type { Shape } from '../output/cells.ts';
import { printItems } from '../output/print-items.ts';
import { readCredential } from '../profile/credentials.ts';
import { readProfiles } from '../profile/profiles.ts';

interface ProfileRow {
  readonly profile: string;
  readonly current: boolean;
  readonly url: string | undefined;
  readonly output: string | undefined;
  readonly signedIn: boolean;
}

const profileRow: Shape<ProfileRow> = {
  id: ({ profile }) => profile,
  columns: [
    { title: 'profile', of: ({ profile }) => profile },
    { title: 'current', of: ({ current }) => current },
    { title: 'url', of: ({ url }) => url },
    { title: 'output', of: ({ output }) => output },
    { title: 'signed in', of: ({ signedIn }) => signedIn },
  ],
};

export function listSettingsCommand(): Command {
  const command = new Command('list').description('List the profiles and what is set for each');
  return asPrintingVerb(command).action((flags: OutputFlags) => {
    const { current, profiles } = readProfiles();
    const rows = Object.entries(profiles).map(([profile, { url, output, keyring }]) => ({
      profile,
      current: profile === current,
      url,
      output,
      signedIn: keyring === true || readCredential(profile) !== undefined,
    }));
    printItems(rows, profileRow, flags);
  });
}
