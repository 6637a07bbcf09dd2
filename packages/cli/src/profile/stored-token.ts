import { credentialsPath } from './config-paths.ts';
import { askHelper } from './credential-helper.ts';
import { type AccessSecret, forgetCredential, readCredential, storeCredential } from './credentials.ts';
import { readProfiles } from './profiles.ts';

/** The secret that is kept for an address, by the helper of the profile or in the file; never that of another address. */
export function storedToken(profile: string, url: string): string | undefined {
  const helper = helperOf(profile);
  if (helper !== undefined) return askHelper(helper, 'get', url);
  const credential = readCredential(profile);
  return credential?.url === url ? credential.accessToken : undefined;
}

/** Keeps a secret, and says where. */
export function keepToken(profile: string, url: string, accessToken: AccessSecret): string {
  const helper = helperOf(profile);
  if (helper === undefined) {
    storeCredential(profile, { url, accessToken });
    return `in \`${credentialsPath()}\`, which only this user may read`;
  }
  askHelper(helper, 'store', url, accessToken);
  return `with the credential helper \`${helper}\``;
}

/** Whether the file held one; of a helper, whether it was asked. */
export function forgetToken(profile: string, url: string): boolean {
  const helper = helperOf(profile);
  if (helper === undefined) return forgetCredential(profile);
  askHelper(helper, 'erase', url);
  return true;
}

function helperOf(profile: string): string | undefined {
  return readProfiles().profiles[profile]?.credentialHelper;
}
