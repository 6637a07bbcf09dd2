import { Command } from 'commander';
import type { EndWith } from '../exit-code.ts';
import type { VerifyFlags } from './verify.ts';

export function verifyCommand(endWith: EndWith): Command {
  return new Command('verify')
    .description('Prove that no audit entry was changed, taken out or put in; ends with 9 when one was')
    .option('--data <dir>', 'the data directory (KEYWARD_DATA; default .keyward)')
    .option(
      '--database-url <url>',
      'a PostgreSQL database in place of the data directory (KEYWARD_DATABASE_URL)',
    )
    .option('--account <key>', 'the key or id of one account; default all')
    .option('--checkpoints <file>', 'the signed checkpoints (KEYWARD_AUDIT_CHECKPOINTS)')
    .option('--public-key <file>', 'the public key; default that of KEYWARD_AUDIT_KEY_FILE')
    .action(async (flags: VerifyFlags) => endWith(await (await import('./verify.ts')).verify(flags)));
}
