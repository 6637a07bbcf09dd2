import type { ClientFlags } from '../client/client-flags.ts';
import { programFetch } from '../client/program-fetch.ts';
import { note } from '../output/print-items.ts';
import { profileName, readProfile, updateProfile } from '../profile/profiles.ts';
import { addressFor, asAccessSecret } from '../profile/resolve-target.ts';
import { forgetToken, storedToken } from '../profile/stored-token.ts';

const MS_PER_SECOND = 1000;

/** Forgets the token of the profile. One that `keyward login` had made is ended, where it may end itself. */
export async function logout(flags: ClientFlags): Promise<void> {
  const profile = profileName(flags.profile);
  const url = addressFor(profile, flags);
  const { madeTokenId } = readProfile(profile);
  const end = madeTokenId === undefined ? 'not asked' : await endToken(profile, url, flags);
  const wasThere = forgetToken(profile, url);
  if (madeTokenId !== undefined) updateProfile(profile, { madeTokenId: undefined });
  note(said({ profile, url, madeTokenId, end, wasThere }), flags);
}

type End = 'ended' | 'refused' | 'not answered' | 'not asked';

/** What the service did. Nothing that goes wrong with that keeps anybody from being signed out here. */
async function endToken(profile: string, url: string, flags: ClientFlags): Promise<End> {
  const secret = storedToken(profile, url);
  if (secret === undefined) return 'not asked';
  const accessToken = asAccessSecret(secret, 'what is remembered');
  const { createKeyward } = await import('@keyward/sdk');
  const { oauth } = createKeyward({
    url,
    accessToken,
    timeoutMs: flags.timeout * MS_PER_SECOND,
    maxRetries: 0,
    fetch: programFetch(flags),
  });
  return oauth.revoke(accessToken).then(
    () => 'ended',
    // A 401 says that it worked no more.
    ({ status }: { readonly status?: number }) =>
      status === 401 ? 'ended' : status === 403 || status === 400 ? 'refused' : 'not answered',
  );
}

interface Outcome {
  readonly profile: string;
  readonly url: string;
  readonly madeTokenId: string | undefined;
  readonly end: End;
  readonly wasThere: boolean;
}

function said({ profile, url, madeTokenId, end, wasThere }: Outcome): string {
  if (!wasThere) return `the profile \`${profile}\` holds no access token`;
  const forgot = `forgot the access token of the profile \`${profile}\``;
  if (end === 'ended') return `${forgot}, and ended it`;
  if (madeTokenId === undefined) return `${forgot}. It still works; \`keyward tokens delete\` ends it`;
  const why = end === 'not answered' ? 'The service did not end it, and it' : 'It may not end itself and';
  return `${forgot}. ${why} still works: delete it at ${url}/tokens/${madeTokenId}`;
}
