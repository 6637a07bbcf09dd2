import type { ClientFlags } from '../client/client-flags.ts';
import { programFetch } from '../client/program-fetch.ts';
import { readSecret } from '../client/read-secret.ts';
import { Refusal } from '../client/refusal.ts';
import { note } from '../output/print-items.ts';
import { profileName, readProfiles, updateProfile, writeProfiles } from '../profile/profiles.ts';
import { addressFor } from '../profile/resolve-target.ts';
import { keepToken } from '../profile/stored-token.ts';
import type { BASE_ROLES } from '../tokens/scope-flags.ts';
import { askMember, type LetIn } from './ask-member.ts';
import { endFormer, formerToken } from './former-token.ts';

export interface LoginFlags extends ClientFlags {
  readonly withToken?: boolean;
  readonly browser: boolean;
  readonly role?: (typeof BASE_ROLES)[number];
  readonly expires?: number;
}

const MS_PER_SECOND = 1000;

/** Remembers an access token that works, for one address: one that a member lets it have, or one from stdin. */
export async function login(flags: LoginFlags): Promise<void> {
  const profile = profileName(flags.profile);
  const url = addressFor(profile, flags);
  const found = await findToken(url, flags);
  const former = formerToken(profile);
  const { tokenName, tokenId } = found;
  const place = keepOrSay(profile, url, found);
  note(
    `signed in at \`${url}\` with the token \`${tokenName || tokenId}\`, as the profile \`${profile}\``,
    flags,
  );
  note(`its secret is ${place}`, flags);
  if (former !== undefined && former.id !== tokenId) await endFormer(former, flags);
  if (process.env.KEYWARD_ACCESS_TOKEN || process.env.KEYWARD_ACCESS_TOKEN_FILE)
    note('KEYWARD_ACCESS_TOKEN or KEYWARD_ACCESS_TOKEN_FILE is set, and goes before it', flags);
}

interface FoundToken extends LetIn {
  /** Whether this login had it made: nobody else knows its secret. */
  readonly isMade: boolean;
}

async function findToken(url: string, flags: LoginFlags): Promise<FoundToken> {
  if (flags.withToken !== true) return { ...(await askMember(url, flags)), isMade: true };
  if (flags.role !== undefined || flags.expires !== undefined) {
    throw new Refusal(
      'wrong_usage',
      '`--with-token` takes a token as it is, without `--role` and `--expires`',
    );
  }
  const accessToken = await readSecret(flags);
  const { createKeyward } = await import('@keyward/sdk');
  const { service } = createKeyward({
    url,
    accessToken,
    timeoutMs: flags.timeout * MS_PER_SECOND,
    fetch: programFetch(flags),
  });
  const { tokenName = '', tokenId = '' } = await service.callerIdentity();
  return { accessToken, tokenId, tokenName, isMade: false };
}

/** A token that was made and cannot be kept is named: its secret is lost. */
function keepOrSay(profile: string, url: string, { accessToken, tokenId, isMade }: FoundToken): string {
  try {
    const place = keepToken(profile, url, accessToken);
    updateProfile(profile, { url, madeTokenId: isMade ? tokenId : undefined });
    const { profiles, current } = readProfiles();
    if (profiles[current] === undefined) writeProfiles({ profiles, current: profile });
    return place;
  } catch (error) {
    if (!(error instanceof Refusal) || !isMade) throw error;
    throw new Refusal(
      error.code,
      error.message,
      `delete the token \`${tokenId}\`, whose secret is lost, at ${url}/tokens/${tokenId}`,
    );
  }
}
