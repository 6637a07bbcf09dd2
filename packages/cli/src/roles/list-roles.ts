import { Command } from 'commander';
import { asClientVerb } from '../client/client-flags.ts';
import { connect } from '../client/connect.ts';
import { asListingVerb, gather, type ListFlags, pageSize } from '../client/list-flags.ts';
import { printItems } from '../output/print-items.ts';
import { roleRow } from './role-shape.ts';

const LARGEST_PAGE = 1000;

export function listRolesCommand(): Command {
  const command = new Command('list').description('List custom and preset roles, the newest first');
  return asClientVerb(asListingVerb(command)).action(async (flags: ListFlags) => {
    const { roles } = await connect(flags);
    const listing = roles.list({ limit: pageSize(flags, LARGEST_PAGE) });
    printItems(await gather(listing, flags, 'roles'), roleRow, flags);
  });
}
