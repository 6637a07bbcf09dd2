import { Command } from 'commander';
import { asClientVerb } from '../client/client-flags.ts';
import { connect } from '../client/connect.ts';
import { asListingVerb, gather, type ListFlags, pageSize } from '../client/list-flags.ts';
import { onlyGiven } from '../client/only-given.ts';
import { momentOf } from '../client/service-now.ts';
import { type PastTime, pastTime } from '../client/time-words.ts';
import { printItems } from '../output/print-items.ts';
import { entryRow } from './entry-shape.ts';

interface EntryListFlags extends ListFlags {
  readonly search?: string;
  readonly spec?: string;
  readonly since?: PastTime;
  readonly until?: PastTime;
}

const LARGEST_PAGE = 20;

export function listEntriesCommand(): Command {
  const command = new Command('list')
    .description('List entries of the audit log, the newest first')
    .option('-s, --search <text>', 'a text in the name or description')
    .option('--spec <specifier>', 'what was done to such resources: `member/*:token/*`')
    .option('--since <when>', 'from when: `24h`, `2027-01-31` or `2027-01-31T12:00Z`', pastTime)
    .option('--until <when>', 'until when', pastTime);
  return asClientVerb(asListingVerb(command)).action(async (flags: EntryListFlags) => {
    const { search, spec, since, until } = flags;
    const keyward = await connect(flags);
    const after = since && (await momentOf(keyward, since));
    const before = until && (await momentOf(keyward, until));
    const filters = onlyGiven({ q: search, spec, after, before });
    const entries = keyward.auditLog.list({ ...filters, limit: pageSize(flags, LARGEST_PAGE) });
    printItems(await gather(entries, flags, 'entries'), entryRow, flags);
  });
}
