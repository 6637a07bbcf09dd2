import { resolve } from 'node:path';
import {
  type Config,
  type ConfigFlags,
  ConfigRefused,
  type RestoredBackup,
  readConfig,
  restoreBackup,
  systemClock,
} from '@keyward/server';
import { tell } from '../print.ts';
import { progressLine } from '../progress.ts';

export interface RestoreFlags extends Pick<ConfigFlags, 'data' | 'databaseUrl'> {
  readonly journal?: readonly string[];
  readonly withoutJournal?: boolean;
}

/** Restores a backup and says what is to be done next. */
export async function restore(file: string, flags: RestoreFlags): Promise<void> {
  const config = readConfig(process.env, flags);
  const progress = progressLine();
  try {
    const journals = journalsOf(flags, config);
    const restored = await restoreBackup(config, systemClock(), {
      file: resolve(file),
      journals,
      areJournalsAll: flags.journal !== undefined,
      progress: progress.report,
    });
    progress.end();
    for (const [index, journal] of journals.entries()) tell(endOf(journal, restored.lastChangesAt[index]));
    for (const sentence of report(restored)) tell(sentence);
  } finally {
    progress.end();
  }
}

function journalsOf(
  { journal, withoutJournal }: RestoreFlags,
  { revocationJournal }: Config,
): readonly string[] {
  if (withoutJournal !== true) return journal ?? (revocationJournal === undefined ? [] : [revocationJournal]);
  if (journal === undefined) return [];
  throw new ConfigRefused('`--journal` and `--without-journal` say two things; give one of them');
}

function endOf(journal: string, lastChangeAt: number | undefined): string {
  if (lastChangeAt === undefined) return `\`${journal}\` holds no change`;
  return `the last change in \`${journal}\` is of ${new Date(lastChangeAt).toISOString()}`;
}

function* report({
  takenAt,
  ended,
  disabled,
  doubts,
  isAccepted,
  isSigned,
  isPepperKnown,
}: RestoredBackup): Generator<string, void, void> {
  yield `restored the backup of ${new Date(takenAt).toISOString()} as a new epoch; every session has ended, and links that were sent do not work`;
  if (ended > 0) yield `ended again what had ended since: ${ended} tokens, secrets, passwords and members`;
  if (disabled > 0)
    yield `disabled ${disabled} tokens whose rights had changed since: look at them, and enable them`;
  if (doubts !== undefined && doubts.length > 0) {
    yield `${doubts.length} members, roles, teams or accounts had other rights when the data was lost; a journal holds no policies, so they have those of the backup`;
  }
  if (!isAccepted) {
    const why =
      doubts === undefined
        ? 'what was revoked after the backup is not known in full (on PostgreSQL never without `--journal` for every node)'
        : 'of that';
    yield `LOCKED because ${why}: the service answers 503 until you accept. \`keyward restore accept --list\` lists what will work, \`keyward restore accept\` goes on`;
  }
  if (!isPepperKnown) yield 'the pepper of the backup was not given: put it in its place before you start';
  if (!isSigned) {
    yield 'the audit log was not signed as restored, since no checkpoints or no key were found: checkpoints that are newer than the backup will not fit it';
  }
}
