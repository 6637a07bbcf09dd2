import { setTimeout as sleep } from 'node:timers/promises';
import { Command, InvalidArgumentError } from 'commander';
import { asClientVerb, type ClientFlags } from '../client/client-flags.ts';
import { connect } from '../client/connect.ts';
import { onlyGiven } from '../client/only-given.ts';
import { momentOf } from '../client/service-now.ts';
import { type PastTime, pastTime } from '../client/time-words.ts';
import { moment } from '../output/cells.ts';
import { jsonText } from '../output/json.ts';
import { outputFormat } from '../output/print-items.ts';
import { printLine } from '../print.ts';
import { actorOf, type Entry } from './entry-shape.ts';

interface TailFlags extends ClientFlags {
  readonly spec?: string;
  readonly since?: PastTime;
  readonly every?: number;
}

const FROM_NOW: PastTime = { agoMs: 0 };
const EVERY_SECONDS = 2;
const LARGEST_PAGE = 20;
const MS_PER_SECOND = 1000;

export function tailEntriesCommand(): Command {
  const command = new Command('tail')
    .description('Print entries of the audit log as they come, the oldest first, until Ctrl-C')
    .option('--spec <specifier>', 'what is done to such resources: `member/*:token/*`')
    .option('--since <when>', 'begin with those since then: `1h`', pastTime)
    .option('--every <seconds>', 'how often to ask', interval);
  return asClientVerb(command).action(tailEntries);
}

/** Prints what comes, until the program is interrupted. */
export async function tailEntries(flags: TailFlags): Promise<void> {
  const { since = FROM_NOW, every = EVERY_SECONDS } = flags;
  const keyward = await connect(flags);
  const print = outputFormat(flags) === 'table' ? printEntry : printNdjson;
  const filters = onlyGiven({ spec: flags.spec });
  const seen = new Set<string>();
  for (let after = await momentOf(keyward, since); ; await sleep(every * MS_PER_SECOND)) {
    const fresh: Entry[] = [];
    for await (const entry of keyward.auditLog.list({ ...filters, after, limit: LARGEST_PAGE })) {
      if (!seen.has(entry._id)) fresh.push(entry);
    }
    const newest = fresh[0]?.date ?? after;
    // An entry of the same millisecond may come later, so that millisecond is asked for again.
    if (newest > after) seen.clear();
    after = newest;
    for (const entry of fresh.reverse()) {
      if (entry.date === newest) seen.add(entry._id);
      print(entry);
    }
  }
}

function printEntry(entry: Entry): void {
  const [what] = entry.description.split('\n', 1);
  printLine([moment(entry.date), entry.result, entry.name, actorOf(entry), what].join('  '));
}

function printNdjson(entry: Entry): void {
  process.stdout.write(`${jsonText(entry)}\n`);
}

function interval(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('Write a number of seconds, 1 to 9999.');
  return Number(text);
}
