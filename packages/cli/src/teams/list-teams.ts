import { Command } from 'commander';
import { asClientVerb } from '../client/client-flags.ts';
import { connect } from '../client/connect.ts';
import { asListingVerb, gather, type ListFlags, pageSize } from '../client/list-flags.ts';
import { Refusal } from '../client/refusal.ts';
import { printItems } from '../output/print-items.ts';
import { teamRow } from './team-shape.ts';

const LARGEST_PAGE = 100;

export function listTeamsCommand(): Command {
  const command = new Command('list')
    .description('List teams, the newest first')
    .option('-s, --search <text>', 'a text in the name or key');
  return asClientVerb(asListingVerb(command)).action(listTeams);
}

async function listTeams(flags: ListFlags & { readonly search?: string }): Promise<void> {
  const { search } = flags;
  if (search?.includes(','))
    throw new Refusal('wrong_usage', 'what teams are searched for may hold no comma');
  const { teams } = await connect(flags);
  const filter = search === undefined ? {} : { filter: `query:${search}` };
  const listing = teams.list({ ...filter, expand: 'members', limit: pageSize(flags, LARGEST_PAGE) });
  printItems(await gather(listing, flags, 'teams'), teamRow, flags);
}
