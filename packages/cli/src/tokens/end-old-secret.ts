import { Command } from 'commander';
import { asChangingVerb, type ChangeFlags } from '../client/client-flags.ts';
import { connect } from '../client/connect.ts';
import { note } from '../output/print-items.ts';
import { findToken } from './find-token.ts';
import { olderSecret } from './older-secret.ts';

export function endOldCommand(): Command {
  const command = new Command('end-old')
    .description('End the older secret of a token that was reset, at once')
    .argument('<token>', 'its id or name')
    .option('--secret <id>', 'which of several older secrets');
  return asChangingVerb(command).action(endOld);
}

async function endOld(named: string, flags: ChangeFlags & { readonly secret?: string }): Promise<void> {
  const keyward = await connect(flags);
  const token = await findToken(keyward, named);
  const { _id, ending } = olderSecret(token, flags.secret);
  await keyward.tokens.endPreviousSecret(token._id, _id);
  note(`ended the older secret …${ending} of \`${token.name}\``, flags);
}
