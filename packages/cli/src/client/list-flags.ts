import { type Command, InvalidArgumentError } from 'commander';
import { note } from '../output/print-items.ts';
import { progressLine } from '../progress.ts';
import type { ClientFlags } from './client-flags.ts';

export interface ListFlags extends ClientFlags {
  readonly limit: number;
  readonly all?: boolean;
}

const DEFAULT_LIMIT = 25;

/** Lets a verb that lists say how much. */
export function asListingVerb(command: Command): Command {
  return command
    .option('--limit <n>', 'how many at most', limit, DEFAULT_LIMIT)
    .option('--all', 'all of them, however many');
}

/** How many to ask for at once: one more than is shown says whether there are more. */
export function pageSize({ all, limit: shown }: ListFlags, largest: number): number {
  return all === true ? largest : Math.min(shown + 1, largest);
}

/** Goes through a list as far as it was asked for, and says when there is more. */
export async function gather<Item>(
  listing: AsyncIterable<Item>,
  flags: ListFlags,
  what: string,
): Promise<readonly Item[]> {
  const most = flags.all === true ? Number.POSITIVE_INFINITY : flags.limit;
  const items: Item[] = [];
  const progress = progressLine();
  for await (const item of listing) {
    if (items.length === most) {
      note(`there are more ${what} than these ${most}; \`--all\` lists all`, flags);
      break;
    }
    items.push(item);
    progress.report(what, items.length);
  }
  progress.end();
  return items;
}

function limit(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('Write a number, 1 to 999999.');
  return Number(text);
}
