import { readFileSync } from 'node:fs';
import {
  type ConfigFlags,
  ConfigRefused,
  createFirstOwner,
  digestPassword,
  openDeployment,
  readConfig,
  systemClock,
} from '@keyward/server';

export interface InitFlags extends ConfigFlags {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly organization: string;
  readonly passwordFile?: string;
  readonly expires: '30d' | 'never';
  readonly quiet?: boolean;
}

/** Makes the first owner and prints the secret of its token. */
export async function init(flags: InitFlags): Promise<void> {
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(flags.email)) {
    throw new ConfigRefused(`\`--email\`: \`${flags.email}\` is no e-mail address`);
  }
  const config = readConfig(process.env, flags);
  const passwordDigest =
    flags.passwordFile === undefined ? null : await digestPassword(readPassword(flags.passwordFile));
  const deployment = await openDeployment(config, systemClock(), { create: true });
  try {
    const { bearerToken, token } = await createFirstOwner(
      deployment,
      {
        email: flags.email,
        firstName: flags.firstName,
        lastName: flags.lastName,
        organization: flags.organization,
        passwordDigest,
        neverExpires: flags.expires === 'never',
      },
      { system: 'keyward init' },
    );
    if (flags.quiet !== true) {
      const end = token.expiresAt === null ? 'never ends' : `ends ${new Date(token.expiresAt).toISOString()}`;
      process.stderr.write(
        `keyward: made the owner ${flags.email} and a token with the role owner that ${end}.\nkeyward: this is its secret. It is not shown again:\n`,
      );
    }
    process.stdout.write(`${bearerToken}\n`);
  } finally {
    await deployment.close();
  }
}

/** One newline at the end is the file's, not the password's. */
function readPassword(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch {
    throw new ConfigRefused(`\`--password-file\`: \`${path}\` cannot be read`);
  }
}
