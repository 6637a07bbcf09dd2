import { readFileSync } from 'node:fs';
import { ConfigRefused, digestPassword, type NewAccount } from '@keyward/server';

/** What the verbs that make an account say of its owner. */
export interface OwnerFlags {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly organization: string;
  readonly passwordFile?: string;
  readonly expires: '30d' | 'never';
  readonly quiet?: boolean;
}

/** @throws ConfigRefused, PasswordRefused */
export async function readOwner(flags: OwnerFlags): Promise<Omit<NewAccount, 'key'>> {
  const { email, firstName, lastName, organization, passwordFile, expires } = flags;
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
    throw new ConfigRefused(`\`--email\`: \`${email}\` is no e-mail address`);
  }
  const passwordDigest = passwordFile === undefined ? null : await digestPassword(readPassword(passwordFile));
  return { email, firstName, lastName, organization, passwordDigest, neverExpires: expires === 'never' };
}

/** Prints a secret on stdout, this once, and on stderr whose it is. */
export function printFirstSecret(
  made: string,
  { bearerToken, expiresAt }: { readonly bearerToken: string; readonly expiresAt: number | null },
  { quiet }: Pick<OwnerFlags, 'quiet'>,
): void {
  if (quiet !== true) {
    const end = expiresAt === null ? 'never ends' : `ends ${new Date(expiresAt).toISOString()}`;
    process.stderr.write(
      `keyward: made ${made} and a token with the role owner that ${end}.\nkeyward: this is its secret. It is not shown again:\n`,
    );
  }
  process.stdout.write(`${bearerToken}\n`);
}

/** One newline at the end is the file's, not the password's. */
function readPassword(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch {
    throw new ConfigRefused(`\`--password-file\`: \`${path}\` cannot be read`);
  }
}
