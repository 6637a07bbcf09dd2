import { Refusal } from '../client/refusal.ts';
import { tell } from '../print.ts';
import { credentialsPath } from './config-paths.ts';
import { askHelper } from './credential-helper.ts';
import { type AccessSecret, forgetCredential, readCredential, storeCredential } from './credentials.ts';
import { eraseFromKeyring, keepInKeyring, readKeyring } from './keyring.ts';
import { readProfiles, updateProfile } from './profiles.ts';

/** The secret that is kept for an address, by the helper of the profile, in the keyring or in the file; never that of another address. */
export function storedToken(profile: string, url: string): string | undefined {
  const { credentialHelper, keyring } = placesOf(profile);
  if (credentialHelper !== undefined) return askHelper(credentialHelper, 'get', url);
  if (keyring === true) return readKeyring(profile, url);
  const credential = readCredential(profile);
  return credential?.url === url ? credential.accessToken : undefined;
}

/** Keeps a secret in the first place that takes it, and says where. What the keyring held for the profile before goes. */
export function keepToken(profile: string, url: string, accessToken: AccessSecret): string {
  const before = placesOf(profile);
  const place = keepInFirst(profile, url, accessToken);
  const isSame = before.url === url && placesOf(profile).keyring === true;
  if (before.keyring === true && before.url !== undefined && !isSame) letGo(profile, before.url);
  return place;
}

/** A secret that a profile held, and where the token that it opens can be ended. */
export interface LeftToken {
  readonly url: string;
  readonly page: string;
}

/**
 * To be called before a profile gets another address: a secret is kept for the one that it has, where nobody would find it. A credential
 * helper has a place for each address, and keeps them.
 *
 * @returns what was forgotten, for the caller to say so: the token itself goes on working
 * @throws Refusal when the keyring is locked
 */
export function leaveAddress(profile: string, url: string): LeftToken | undefined {
  const { url: before, keyring, madeTokenId, credentialHelper } = placesOf(profile);
  if (before === undefined || before === url) return undefined;
  const wasThere = credentialHelper === undefined && forgetAt(profile, before, keyring === true);
  updateProfile(profile, { keyring: undefined, madeTokenId: undefined });
  const page = madeTokenId === undefined ? `${before}/tokens` : `${before}/tokens/${madeTokenId}`;
  return wasThere ? { url: before, page } : undefined;
}

function forgetAt(profile: string, url: string, isInKeyring: boolean): boolean {
  if (isInKeyring) return eraseFromKeyring(profile, url);
  return readCredential(profile)?.url === url && forgetCredential(profile);
}

/** The new secret is kept already: a keyring that cannot be opened now is no reason to fail. */
function letGo(profile: string, url: string): void {
  try {
    eraseFromKeyring(profile, url);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    tell(`the keyring, which is locked, still holds the token of the profile \`${profile}\` for ${url}`);
  }
}

function keepInFirst(profile: string, url: string, accessToken: AccessSecret): string {
  const { credentialHelper } = placesOf(profile);
  if (credentialHelper !== undefined) {
    askHelper(credentialHelper, 'store', url, accessToken);
    updateProfile(profile, { keyring: undefined });
    return `with the credential helper \`${credentialHelper}\``;
  }
  if (keepInKeyring(profile, url, accessToken)) {
    updateProfile(profile, { keyring: true });
    forgetCredential(profile);
    return 'in the keyring of this system';
  }
  storeCredential(profile, { url, accessToken });
  updateProfile(profile, { keyring: undefined });
  return `in \`${credentialsPath()}\`, which only this user may read`;
}

/** Whether the keyring or the file held one; of a helper, whether it was asked. */
export function forgetToken(profile: string, url: string): boolean {
  const { credentialHelper, keyring } = placesOf(profile);
  if (credentialHelper !== undefined) {
    askHelper(credentialHelper, 'erase', url);
    return true;
  }
  if (keyring !== true) return forgetCredential(profile);
  const wasThere = eraseFromKeyring(profile, url);
  updateProfile(profile, { keyring: undefined });
  return wasThere;
}

function placesOf(profile: string) {
  return readProfiles().profiles[profile] ?? {};
}
