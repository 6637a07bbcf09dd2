import { Command, Option } from 'commander';
import { addWord, asClientVerb } from '../client/client-flags.ts';
import { connect } from '../client/connect.ts';
import { asListingVerb, gather, type ListFlags, pageSize } from '../client/list-flags.ts';
import { onlyGiven } from '../client/only-given.ts';
import { printItems } from '../output/print-items.ts';
import { tokenRow } from './token-shape.ts';

const STATUSES = ['active', 'expiring', 'expired', 'disabled', 'holder_gone', 'all'] as const;
const SORTS = ['name', 'creationDate', 'lastModified', 'lastUsed', 'expiry'] as const;
const LARGEST_PAGE = 1000;

interface TokenListFlags extends ListFlags {
  readonly search?: string;
  readonly status: (typeof STATUSES)[number];
  readonly type?: 'personal' | 'service';
  readonly role?: string;
  readonly owner?: string;
  readonly tag?: readonly string[];
  readonly unusedFor?: string;
  readonly sort?: (typeof SORTS)[number] | `-${(typeof SORTS)[number]}`;
  readonly mine?: boolean;
}

export function listTokensCommand(): Command {
  const command = new Command('list')
    .description('List tokens, the newest first')
    .option('-s, --search <text>', 'a text in the name, description, id, last four characters or holder')
    .addOption(new Option('--status <status>', 'of this status').choices(STATUSES).default('all'))
    .addOption(new Option('--type <type>', 'of this type').choices(['personal', 'service']))
    .option('--role <role>', 'with this base or custom role')
    .option('--owner <member>', 'personal tokens of this member: id, e-mail or `me`')
    .option('--tag <tag>', 'with this tag; repeatable', addWord)
    .option('--unused-for <time>', 'not used for so long: `90d`')
    .addOption(
      new Option('--sort <field>', '`-` before it: the other way round').choices(SORTS.flatMap(bothWays)),
    )
    .option('--mine', "leave other members' personal tokens out");
  return asClientVerb(asListingVerb(command)).action(listTokens);
}

async function listTokens(flags: TokenListFlags): Promise<void> {
  const { search, status, type, role, owner, tag, unusedFor, sort, mine } = flags;
  const { tokens } = await connect(flags);
  const listing = tokens.list({
    limit: pageSize(flags, LARGEST_PAGE),
    cursor: '',
    showAll: mine !== true,
    ...(status === 'expiring' ? { health: status } : status !== 'all' && { status }),
    ...onlyGiven({ q: search, type, role, owner, tag: tag && [...tag], unusedFor, sort }),
  });
  printItems(await gather(listing, flags, 'tokens'), tokenRow, flags);
}

function bothWays(field: string): readonly string[] {
  return [field, `-${field}`];
}
