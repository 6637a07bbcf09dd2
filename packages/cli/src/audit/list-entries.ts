import { Command } from 'commander';
import { asClientVerb } from '../client/client-flags.ts';
import { connect } from '../client/connect.ts';
import { asListingVerb, gather, type ListFlags, pageSize } from '../client/list-flags.ts';
import { onlyGiven } from '../client/only-given.ts';
import { momentOf } from '../client/service-now.ts';
import { type PastTime, pastTime } from '../client/time-words.ts';
import { printItems } from '../output/print-items.ts';
import { entryRow } from './entry-shape.ts';
import { tailEntries } from './tail-entries.ts';

interface EntryListFlags extends ListFlags {
  readonly search?: string;
  readonly spec?: string;
  readonly since?: PastTime;
  readonly until?: PastTime;
  readonly follow?: boolean;
}

const LARGEST_PAGE = 20;

export function listEntriesCommand(): Command {
  const command = new Command('list')
    .description('List entries of the audit log, the newest first')
    .option('-s, --search <text>', 'a text in the name or description')
    .option('--spec <specifier>', 'what was done to such resources: `member/*:token/*`')
    .option('--since <when>', 'from when: `24h`, `2027-01-31` or `2027-01-31T12:00Z`', pastTime)
    .option('--until <when>', 'until when', pastTime)
    .option('-f, --follow', 'print what comes from then on, as `keyward audit tail` does');
  return asClientVerb(asListingVerb(command)).action(async (flags: EntryListFlags) => {
    if (flags.follow === true) return follow(flags, command);
    const { search, spec, since, until } = flags;
    const keyward = await connect(flags);
    const after = since && (await momentOf(keyward, since));
    const before = until && (await momentOf(keyward, until));
    const filters = onlyGiven({ q: search, spec, after, before });
    const entries = keyward.auditLog.list({ ...filters, limit: pageSize(flags, LARGEST_PAGE) });
    printItems(await gather(entries, flags, 'entries'), entryRow, flags);
  });
}

function follow(flags: EntryListFlags, command: Command): Promise<void> {
  const other = (['search', 'until', 'limit', 'all'] as const).find((name) => isGiven(command, name));
  if (other !== undefined) command.error(`error: \`--follow\` goes without \`--${other}\``);
  return tailEntries(flags);
}

function isGiven(command: Command, name: string): boolean {
  return command.getOptionValueSource(name) === 'cli';
}
