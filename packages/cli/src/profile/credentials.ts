import { tell } from '../print.ts';
import { credentialsPath } from './config-paths.ts';
import { isOpenToOthers, readJsonFile, writePrivateFile } from './private-file.ts';

/** The secret of an access token. Nothing but `connect` and `login` reads it. */
export type AccessSecret = string & { readonly __brand: 'AccessSecret' };

/** A secret belongs to the address that it was given for, and is never sent to another one. */
export interface Credential {
  readonly url: string;
  readonly accessToken: AccessSecret;
}

/** Files of which it was said already: a verb may read them several times. */
const told = new Set<string>();

export function readCredential(profile: string): Credential | undefined {
  const path = credentialsPath();
  const stored = readJsonFile(path);
  if (stored !== undefined && !told.has(path) && isOpenToOthers(path)) {
    told.add(path);
    tell(`\`${path}\` may be read by others; run \`chmod 600\` on it`);
  }
  return asCredential(stored?.[profile]);
}

export function storeCredential(profile: string, credential: Credential): void {
  writePrivateFile(credentialsPath(), { ...readJsonFile(credentialsPath()), [profile]: credential });
}

/** Whether there was one. */
export function forgetCredential(profile: string): boolean {
  const { [profile]: forgotten, ...others } = readJsonFile(credentialsPath()) ?? {};
  if (forgotten === undefined) return false;
  writePrivateFile(credentialsPath(), others);
  return true;
}

function asCredential(value: unknown): Credential | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { url, accessToken } = value as Partial<Record<string, unknown>>;
  if (typeof url !== 'string' || typeof accessToken !== 'string') return undefined;
  return { url, accessToken: accessToken as AccessSecret };
}
