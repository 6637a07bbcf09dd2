import type { ClientFlags } from './client/client-flags.ts';
import { readSecret } from './client/read-secret.ts';
import { note } from './output/print-items.ts';
import { credentialsPath } from './profile/config-paths.ts';
import { storeCredential } from './profile/credentials.ts';
import { readProfiles, updateProfile, writeProfiles } from './profile/profiles.ts';
import { resolveTarget } from './profile/resolve-target.ts';

const MS_PER_SECOND = 1000;

/** Remembers an access token that works, for one address; of one that does not, nothing. */
export async function login(flags: ClientFlags): Promise<void> {
  const { profile, url } = resolveTarget(flags);
  const accessToken = await readSecret(flags);
  const { createKeyward } = await import('@keyward/sdk');
  const { service } = createKeyward({ url, accessToken, timeoutMs: flags.timeout * MS_PER_SECOND });
  const { tokenName, tokenId } = await service.callerIdentity();
  storeCredential(profile, { url, accessToken });
  updateProfile(profile, { url });
  const { profiles, current } = readProfiles();
  if (profiles[current] === undefined) writeProfiles({ profiles, current: profile });
  note(
    `signed in at \`${url}\` with the token \`${tokenName || tokenId}\`, as the profile \`${profile}\``,
    flags,
  );
  note(`its secret is in \`${credentialsPath()}\`, which only this user may read`, flags);
  if (process.env.KEYWARD_ACCESS_TOKEN || process.env.KEYWARD_ACCESS_TOKEN_FILE)
    note('KEYWARD_ACCESS_TOKEN or KEYWARD_ACCESS_TOKEN_FILE is set, and goes before it', flags);
}
