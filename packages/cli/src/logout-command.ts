import { Command } from 'commander';
import { asPrintingVerb, type OutputFlags } from './client/client-flags.ts';
import { note } from './output/print-items.ts';
import { forgetCredential } from './profile/credentials.ts';
import { profileName } from './profile/profiles.ts';

export function logoutCommand(): Command {
  return asPrintingVerb(new Command('logout')).action((flags: OutputFlags) => {
    const profile = profileName(flags.profile);
    const wasThere = forgetCredential(profile);
    const what = wasThere
      ? `forgot the access token of the profile \`${profile}\`. It still works; \`keyward tokens delete\` ends it`
      : `the profile \`${profile}\` holds no access token`;
    note(what, flags);
  });
}
