import { Command } from 'commander';
import { asPrintingVerb, type OutputFlags } from './client/client-flags.ts';
import { note } from './output/print-items.ts';
import { profileName } from './profile/profiles.ts';
import { addressFor } from './profile/resolve-target.ts';
import { forgetToken } from './profile/stored-token.ts';

export function logoutCommand(): Command {
  return asPrintingVerb(new Command('logout')).action((flags: OutputFlags) => {
    const profile = profileName(flags.profile);
    const wasThere = forgetToken(profile, addressFor(profile, {}));
    const what = wasThere
      ? `forgot the access token of the profile \`${profile}\`. It still works; \`keyward tokens delete\` ends it`
      : `the profile \`${profile}\` holds no access token`;
    note(what, flags);
  });
}
