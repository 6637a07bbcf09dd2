import { type ConfigFlags, readConfig } from '@keyward/server';
import { askService } from '../ask-service.ts';

export type PasswordLinkFlags = Pick<ConfigFlags, 'data' | 'databaseUrl'>;

/** Prints a link with which a member chooses a password. */
export async function passwordLink(email: string, flags: PasswordLinkFlags): Promise<void> {
  const config = readConfig(process.env, flags);
  const { link, expiresAt } = await askService(config, { verb: 'members password-link', email });
  const end = new Date(expiresAt).toISOString();
  process.stderr.write(
    `keyward: hand this link to the member. It works once, until ${end}, and is not shown again:\n`,
  );
  process.stdout.write(`${link}\n`);
  if (link.startsWith('/')) {
    process.stderr.write(
      'keyward: put the address of the service before it; with `KEYWARD_PUBLIC_URL` set, the service does so itself\n',
    );
  }
}
