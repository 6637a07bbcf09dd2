import type { ClientFlags } from '../client/client-flags.ts';
import { Refusal } from '../client/refusal.ts';
import { note } from '../output/print-items.ts';
import type { AccessSecret } from '../profile/credentials.ts';
import { readProfile } from '../profile/profiles.ts';
import { asAccessSecret } from '../profile/resolve-target.ts';
import { storedToken } from '../profile/stored-token.ts';
import { endToken } from './end-token.ts';

/** The token that an earlier `keyward login` had made for a profile. */
export interface FormerToken {
  readonly id: string;
  readonly url: string;
  /** Undefined where it is kept no more, in a keyring that is locked, or is none. */
  readonly secret: AccessSecret | undefined;
}

/**
 * To be asked before the profile gets another token. One that a person gave is theirs, and none of it. Where nothing can be read
 * there is none to be found: what comes next says why.
 */
export function formerToken(profile: string): FormerToken | undefined {
  try {
    const { url, madeTokenId: id } = readProfile(profile);
    return url === undefined || id === undefined ? undefined : { id, url, secret: keptSecret(profile, url) };
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** Ends it, as nobody holds its secret any more; says so, and where it is ended when that fails. */
export async function endFormer({ id, url, secret }: FormerToken, flags: ClientFlags): Promise<void> {
  const end = secret === undefined ? 'not answered' : await endToken(url, secret, flags);
  note(
    end === 'ended'
      ? `ended the token \`${id}\`, which the profile had before`
      : `the token \`${id}\`, which the profile had before, still works: delete it at ${url}/tokens/${id}`,
    flags,
  );
}

function keptSecret(profile: string, url: string): AccessSecret | undefined {
  try {
    const secret = storedToken(profile, url);
    return secret === undefined ? undefined : asAccessSecret(secret, 'what is remembered');
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
