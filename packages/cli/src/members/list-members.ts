import { Command } from 'commander';
import { asClientVerb } from '../client/client-flags.ts';
import { connect } from '../client/connect.ts';
import { asListingVerb, gather, type ListFlags, pageSize } from '../client/list-flags.ts';
import { Refusal } from '../client/refusal.ts';
import { printItems } from '../output/print-items.ts';
import { memberRow } from './member-shape.ts';

interface MemberListFlags extends ListFlags {
  readonly search?: string;
  readonly role?: string;
  readonly team?: string;
}

const LARGEST_PAGE = 1000;

export function listMembersCommand(): Command {
  const command = new Command('list')
    .description('List members')
    .option('-s, --search <text>', 'a text in the e-mail or name')
    .option('--role <role>', 'with this base or custom role; `admin` finds owners too')
    .option('--team <key>', 'of this team');
  return asClientVerb(asListingVerb(command)).action(listMembers);
}

async function listMembers(flags: MemberListFlags): Promise<void> {
  const filter = filterOf({ query: flags.search, role: flags.role, team: flags.team });
  const { members } = await connect(flags);
  const listing = members.list({ limit: pageSize(flags, LARGEST_PAGE), ...(filter !== '' && { filter }) });
  printItems(await gather(listing, flags, 'members'), memberRow, flags);
}

/** @throws Refusal for a comma, which would begin another filter */
function filterOf(filters: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined);
  if (given.some(([, value]) => value?.includes(','))) {
    throw new Refusal('wrong_usage', 'what members are searched for may hold no comma');
  }
  return given.map(([field, value]) => `${field}:${value}`).join(',');
}
