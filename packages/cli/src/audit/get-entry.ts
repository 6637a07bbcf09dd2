import { Command } from 'commander';
import { asClientVerb, type ClientFlags } from '../client/client-flags.ts';
import { connect } from '../client/connect.ts';
import type { Shape } from '../output/cells.ts';
import { printItem } from '../output/print-items.ts';
import { type Entry, entryRow } from './entry-shape.ts';

const entryPage: Shape<Entry> = {
  id: ({ _id }) => _id,
  columns: [
    ...entryRow.columns.filter(({ title }) => title !== 'what'),
    { title: 'request', of: ({ requestId }) => requestId },
    { title: 'resources', of: ({ target }) => target.resources.join(' ') },
    { title: 'comment', of: ({ comment }) => comment },
    { title: 'what', of: ({ description }) => description },
  ],
};

export function getEntryCommand(): Command {
  const command = new Command('get')
    .description('Show an entry of the audit log; as JSON with what was changed')
    .argument('<id>', 'its id');
  return asClientVerb(command).action(async (id: string, flags: ClientFlags) => {
    const { auditLog } = await connect(flags);
    printItem(await auditLog.get(id), entryPage, flags);
  });
}
