import {
  type Config,
  type ConfigFlags,
  ConfigRefused,
  type ControlResults,
  readConfig,
} from '@keyward/server';
import { askService } from '../ask-service.ts';
import { printLine, tell } from '../print.ts';

export interface AcceptFlags extends Pick<ConfigFlags, 'data' | 'databaseUrl'> {
  readonly list?: boolean;
  readonly json?: boolean;
  readonly disableTokens?: boolean;
}

type Pending = ControlResults['restore list'];
type Doubts = Pending['epoch']['doubts'];

/** Accepts restored data, or lists what will work by it. */
export async function accept({
  list,
  json = false,
  disableTokens = false,
  ...flags
}: AcceptFlags): Promise<void> {
  const config = readConfig(process.env, flags);
  if (list === true || json) return printPending(config, json);
  const { disabled, doubts } = await askService(config, { verb: 'restore accept', disableTokens });
  tellDoubts(doubts);
  tell(
    `accepted: the service goes on with the restored data${disableTokens ? `, with ${disabled} tokens disabled` : ''}`,
  );
}

async function printPending(config: Config, isJson: boolean): Promise<void> {
  let after = '';
  let count = 0;
  for (;;) {
    const { epoch, tokens } = await askService(config, { verb: 'restore list', after });
    if (epoch.acceptedAt !== null) throw new ConfigRefused('no restored backup waits to be accepted');
    if (after === '') describe(epoch);
    for (const token of tokens) {
      if (isJson) process.stdout.write(`${JSON.stringify(token)}\n`);
      else printLine(rowOf(token));
    }
    count += tokens.length;
    const last = tokens.at(-1);
    if (last === undefined) break;
    after = last.id;
  }
  tell(`${count} tokens will work once this is accepted`);
}

function describe({ backupAt, doubts }: Pending['epoch']): void {
  const since = new Date(backupAt ?? 0).toISOString();
  if (doubts === null)
    tell(
      `what was revoked after the backup of ${since} is not known in full: any of these tokens may be among it`,
    );
  else tell(`what had ended since the backup of ${since} has ended again`);
  tellDoubts(doubts);
}

function tellDoubts(doubts: Doubts): void {
  for (const { kind, id, accountId } of doubts ?? []) {
    tell(`other rights than when the data was lost: ${kind} ${id} of account ${accountId}`);
  }
}

function rowOf({
  accountKey,
  id,
  kind,
  lastFour,
  email,
  lastUsedAt,
  expiresAt,
  name,
}: Pending['tokens'][number]): string {
  const day = (at: number | null, none: string) =>
    at === null ? none : new Date(at).toISOString().slice(0, 10);
  return [
    accountKey,
    id,
    kind,
    `…${lastFour}`,
    email,
    `used ${day(lastUsedAt, 'never')}`,
    `ends ${day(expiresAt, 'never')}`,
    name,
  ].join('  ');
}
