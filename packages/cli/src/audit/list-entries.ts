import { Command } from 'commander';
import { asClientVerb } from '../client/client-flags.ts';
import { connect } from '../client/connect.ts';
import { asListingVerb, gather, type ListFlags, pageSize } from '../client/list-flags.ts';
import { onlyGiven } from '../client/only-given.ts';
import { pastAt } from '../client/time-words.ts';
import { printItems } from '../output/print-items.ts';
import { entryRow } from './entry-shape.ts';

interface EntryListFlags extends ListFlags {
  readonly search?: string;
  readonly spec?: string;
  readonly since?: number;
  readonly until?: number;
}

const LARGEST_PAGE = 20;

export function listEntriesCommand(): Command {
  const command = new Command('list')
    .description('List entries of the audit log, the newest first')
    .option('-s, --search <text>', 'a text in the name or description')
    .option('--spec <specifier>', 'what was done to such resources: `member/*:token/*`')
    .option('--since <when>', 'from when: `24h`, `2027-01-31` or `2027-01-31T12:00Z`', pastAt)
    .option('--until <when>', 'until when', pastAt);
  return asClientVerb(asListingVerb(command)).action(async (flags: EntryListFlags) => {
    const { search, spec, since, until } = flags;
    const { auditLog } = await connect(flags);
    const filters = onlyGiven({ q: search, spec, after: since, before: until });
    const entries = auditLog.list({ ...filters, limit: pageSize(flags, LARGEST_PAGE) });
    printItems(await gather(entries, flags, 'entries'), entryRow, flags);
  });
}
