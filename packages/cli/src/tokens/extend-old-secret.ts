import { Command } from 'commander';
import { asChangingVerb, type ChangeFlags } from '../client/client-flags.ts';
import { connect } from '../client/connect.ts';
import { serviceNowMs } from '../client/service-now.ts';
import { spanMs } from '../client/time-words.ts';
import { moment, type Shape } from '../output/cells.ts';
import { printItem } from '../output/print-items.ts';
import { findToken } from './find-token.ts';
import { olderSecret } from './older-secret.ts';
import type { Token } from './token-shape.ts';

const secretPage: Shape<Token['previousSecrets'][number]> = {
  id: ({ _id }) => _id,
  columns: [
    { title: 'id', of: ({ _id }) => _id },
    { title: 'ending', of: ({ ending }) => ending },
    { title: 'superseded', of: ({ supersededAt }) => moment(supersededAt) },
    { title: 'works until', of: ({ expiry }) => moment(expiry) },
    { title: 'last used', of: ({ lastUsed }) => moment(lastUsed) },
  ],
};

export function extendOldCommand(): Command {
  const command = new Command('extend-old')
    .description('Move the end of the older secret of a token')
    .argument('<token>', 'its id or name')
    .argument('<time>', 'how long from now it works: `24h`', spanMs)
    .option('--secret <id>', 'which of several older secrets');
  return asChangingVerb(command).action(extendOld);
}

async function extendOld(
  named: string,
  forMs: number,
  flags: ChangeFlags & { readonly secret?: string },
): Promise<void> {
  const keyward = await connect(flags);
  const token = await findToken(keyward, named);
  const { _id } = olderSecret(token, flags.secret);
  const value = (await serviceNowMs(keyward)) + forMs;
  const end = [{ op: 'replace' as const, path: '/expiry', value }];
  printItem(await keyward.tokens.updatePreviousSecret(token._id, _id, end), secretPage, flags);
}
