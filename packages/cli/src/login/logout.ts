import type { ClientFlags } from '../client/client-flags.ts';
import { note } from '../output/print-items.ts';
import { profileName, readProfile, updateProfile } from '../profile/profiles.ts';
import { addressFor, asAccessSecret } from '../profile/resolve-target.ts';
import { forgetToken, storedToken } from '../profile/stored-token.ts';
import { type End, endToken } from './end-token.ts';

/** Forgets the token of the profile. One that `keyward login` had made is ended, where it may end itself. */
export async function logout(flags: ClientFlags): Promise<void> {
  const profile = profileName(flags.profile);
  const url = addressFor(profile, flags);
  const { madeTokenId } = readProfile(profile);
  const secret = madeTokenId === undefined ? undefined : storedToken(profile, url);
  const end =
    secret === undefined
      ? 'not asked'
      : await endToken(url, asAccessSecret(secret, 'what is remembered'), flags);
  const wasThere = forgetToken(profile, url);
  if (madeTokenId !== undefined) updateProfile(profile, { madeTokenId: undefined });
  note(said({ profile, url, madeTokenId, end, wasThere }), flags);
}

interface Outcome {
  readonly profile: string;
  readonly url: string;
  readonly madeTokenId: string | undefined;
  readonly end: End | 'not asked';
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
