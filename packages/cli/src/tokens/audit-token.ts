import { Command } from 'commander';
import { entryRow } from '../audit/entry-shape.ts';
import { asClientVerb } from '../client/client-flags.ts';
import { connect } from '../client/connect.ts';
import { asListingVerb, gather, type ListFlags, pageSize } from '../client/list-flags.ts';
import { printItems } from '../output/print-items.ts';
import { findToken } from './find-token.ts';

const LARGEST_PAGE = 20;

export function auditTokenCommand(): Command {
  const command = new Command('audit')
    .description('List what was done to a token, the newest first')
    .argument('<token>', 'its id or name');
  return asClientVerb(asListingVerb(command)).action(async (named: string, flags: ListFlags) => {
    const keyward = await connect(flags);
    const { _id, serviceToken, memberId } = await findToken(keyward, named);
    const spec = serviceToken ? `service-token/${_id}` : `member/${memberId}:token/${_id}`;
    const entries = keyward.auditLog.list({ spec, limit: pageSize(flags, LARGEST_PAGE) });
    printItems(await gather(entries, flags, 'entries'), entryRow, flags);
  });
}
