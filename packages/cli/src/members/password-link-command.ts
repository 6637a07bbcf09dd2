import { Command } from 'commander';
import type { PasswordLinkFlags } from './password-link.ts';

export function passwordLinkCommand(): Command {
  return new Command('password-link')
    .description('Print a link with which a member chooses a password, once; their sessions end')
    .argument('<email>', 'the e-mail address of the member')
    .option('--data <dir>', 'the data directory (KEYWARD_DATA; default .keyward)')
    .option(
      '--database-url <url>',
      'a PostgreSQL database in place of the data directory (KEYWARD_DATABASE_URL)',
    )
    .action(async (email: string, flags: PasswordLinkFlags) =>
      (await import('./password-link.ts')).passwordLink(email, flags),
    );
}
