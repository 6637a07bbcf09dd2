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
import { Command, Option } from 'commander';

interface InitFlags extends ConfigFlags {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly organization: string;
  readonly passwordFile?: string;
  readonly expires: '30d' | 'never';
  readonly quiet?: boolean;
}

export function initCommand(): Command {
  return new Command('init')
    .description('Make the account, its owner and a first access token, without starting the service')
    .option('--data <dir>', 'the data directory, made when it is missing (KEYWARD_DATA; default .keyward)')
    .requiredOption('--email <address>', 'the e-mail address of the owner')
    .option('--first-name <name>', 'the first name of the owner', '')
    .option('--last-name <name>', 'the last name of the owner', '')
    .option('--organization <name>', 'the name of the organization', '')
    .option('--password-file <file>', "read the owner's password from a file; without it there is none yet")
    .addOption(
      new Option('--expires <when>', 'the end of the first token').choices(['30d', 'never']).default('30d'),
    )
    .option('-q, --quiet', 'print the secret of the token and nothing else')
    .action(init);
}

async function init(flags: InitFlags): Promise<void> {
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
