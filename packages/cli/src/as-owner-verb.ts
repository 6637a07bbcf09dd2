import { type Command, Option } from 'commander';

/** What a verb that makes an account asks of its owner, beside the address. */
export function asOwnerVerb(command: Command): Command {
  return command
    .option('--first-name <name>', 'the first name of the owner', '')
    .option('--last-name <name>', 'the last name of the owner', '')
    .option('--organization <name>', 'the name of the organization', '')
    .option('--password-file <file>', "read the owner's password from a file; without it there is none yet")
    .addOption(
      new Option('--expires <when>', 'the end of the first token').choices(['30d', 'never']).default('30d'),
    )
    .option('-q, --quiet', 'print the secret of the token and nothing else');
}
