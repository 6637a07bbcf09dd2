import type { ClientFlags } from './client/client-flags.ts';
import { programFetch } from './client/program-fetch.ts';
import { readSecret } from './client/read-secret.ts';
import { note } from './output/print-items.ts';
import { profileName, readProfiles, updateProfile, writeProfiles } from './profile/profiles.ts';
import { addressFor } from './profile/resolve-target.ts';
import { keepToken } from './profile/stored-token.ts';

const MS_PER_SECOND = 1000;

/** Remembers an access token that works, for one address; of one that does not, nothing. */
export async function login(flags: ClientFlags): Promise<void> {
  const profile = profileName(flags.profile);
  const url = addressFor(profile, flags);
  const accessToken = await readSecret(flags);
  const { createKeyward } = await import('@keyward/sdk');
  const { service } = createKeyward({
    url,
    accessToken,
    timeoutMs: flags.timeout * MS_PER_SECOND,
    fetch: programFetch,
  });
  const { tokenName, tokenId } = await service.callerIdentity();
  const place = keepToken(profile, url, accessToken);
  updateProfile(profile, { url });
  const { profiles, current } = readProfiles();
  if (profiles[current] === undefined) writeProfiles({ profiles, current: profile });
  note(
    `signed in at \`${url}\` with the token \`${tokenName || tokenId}\`, as the profile \`${profile}\``,
    flags,
  );
  note(`its secret is ${place}`, flags);
  if (process.env.KEYWARD_ACCESS_TOKEN || process.env.KEYWARD_ACCESS_TOKEN_FILE)
    note('KEYWARD_ACCESS_TOKEN or KEYWARD_ACCESS_TOKEN_FILE is set, and goes before it', flags);
}
