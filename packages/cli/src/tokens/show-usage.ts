import { Command } from 'commander';
import { asClientVerb, type ClientFlags } from '../client/client-flags.ts';
import { connect } from '../client/connect.ts';
import { momentOf } from '../client/service-now.ts';
import { type PastTime, pastTime } from '../client/time-words.ts';
import type { Shape } from '../output/cells.ts';
import { printItems } from '../output/print-items.ts';
import { findToken } from './find-token.ts';

interface Day {
  readonly day: string;
  readonly allowed: number;
  readonly denied: number;
  readonly refused: number;
}

const dayRow: Shape<Day> = {
  id: ({ day }) => day,
  columns: [
    { title: 'day', of: ({ day }) => day },
    { title: 'allowed', of: ({ allowed }) => allowed },
    { title: 'denied', of: ({ denied }) => denied },
    { title: 'refused', of: ({ refused }) => refused },
  ],
};

const FROM_THE_FIRST: PastTime = { at: 0 };
const DAY_MS = 86_400_000;

export function tokenUsageCommand(): Command {
  const command = new Command('usage')
    .description('Show the calls with a token on each of the last 30 days, those of UTC')
    .argument('<token>', 'its id or name')
    .option('--since <when>', 'from when: `7d`, or a day', pastTime, FROM_THE_FIRST);
  return asClientVerb(command).action(showUsage);
}

interface UsageFlags extends ClientFlags {
  readonly since: PastTime;
}

async function showUsage(named: string, flags: UsageFlags): Promise<void> {
  const keyward = await connect(flags);
  const from = await momentOf(keyward, flags.since);
  const { _id } = await findToken(keyward, named);
  const { usage } = await keyward.tokens.get(_id, { include: 'usage' });
  const { since = 0, allowed = [], denied = [], refused = [] } = usage ?? {};
  const days = allowed.map((count, at) => ({
    day: new Date(since + at * DAY_MS).toISOString().slice(0, 10),
    allowed: count,
    denied: denied[at] ?? 0,
    refused: refused[at] ?? 0,
  }));
  printItems(days.slice(Math.max(0, Math.ceil((from - since - DAY_MS + 1) / DAY_MS))), dayRow, flags);
}
