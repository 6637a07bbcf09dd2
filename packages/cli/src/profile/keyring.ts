import { createRequire } from 'node:module';
import { Refusal } from '../client/refusal.ts';
import type { AccessSecret } from './credentials.ts';

/** One secret in the keyring of the system, as `@napi-rs/keyring` has it. */
interface Entry {
  getPassword(): string | null;
  setPassword(password: string): void;
  deletePassword(): boolean;
}

type Keyring = {
  readonly Entry: new (
    service: string,
    account: string,
    options: { readonly linux: { readonly store: 'secret-service' } },
  ) => Entry;
};

/** An entry for each profile and address: a secret goes to no other one. Linux would else take the kernel's, which forgets. */
function entryOf(profile: string, url: string): Entry {
  const { Entry } = createRequire(import.meta.url)('@napi-rs/keyring') as Keyring;
  return new Entry('keyward', `${profile} ${url}`, { linux: { store: 'secret-service' } });
}

/** Keeps a secret. False where there is no keyring, or it does not give back what it was given: then a file takes it. */
export function keepInKeyring(profile: string, url: string, secret: AccessSecret): boolean {
  if (process.env.KEYWARD_KEYRING === 'off') return false;
  try {
    const entry = entryOf(profile, url);
    entry.setPassword(secret);
    return entry.getPassword()?.length === secret.length;
  } catch {
    return false;
  }
}

/** @throws Refusal when the keyring that was used is locked or gone */
export function readKeyring(profile: string, url: string): string | undefined {
  return inKeyring(() => entryOf(profile, url).getPassword() ?? undefined);
}

/** Whether there was one. @throws Refusal */
export function eraseFromKeyring(profile: string, url: string): boolean {
  return inKeyring(() => entryOf(profile, url).deletePassword());
}

function inKeyring<T>(work: () => T): T {
  try {
    return work();
  } catch {
    throw new Refusal(
      'file_unusable',
      'the keyring of this system, which holds the access token, cannot be read',
      'unlock it, or run `keyward login` with `KEYWARD_KEYRING=off`, which keeps the token in a file',
    );
  }
}
