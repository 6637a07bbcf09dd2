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

/**
 * To be called before a profile gets another address: the keyring holds its secret under the one that it has, and nobody would find it
 * there.
 *
 * @throws Refusal when the keyring is locked
 */
export function leaveAddress(profile: string, url: string): void {
  const { url: before, keyring } = placesOf(profile);
  if (keyring !== true || before === undefined || before === url) return;
  eraseFromKeyring(profile, before);
  updateProfile(profile, { keyring: undefined });
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
