import { existsSync } from 'node:fs';
import type { Clock } from '../clock.ts';
import { type Config, ConfigRefused } from '../config.ts';
import type { Doubt } from '../epochs/epoch.ts';
import { startRestoredEpoch } from '../epochs/start-restored-epoch.ts';
import { newestEpochNumber } from '../journal/newest-epoch-number.ts';
import { readEndings } from '../journal/read-endings.ts';
import { RevocationJournal } from '../journal/revocation-journal.ts';
import { newObjectId } from '../object-id.ts';
import { type BackupNote, dropBackupNote, readBackupNote } from '../storage/backup/backup-file.ts';
import type { CopyProgress } from '../storage/copy/copy-tables.ts';
import { type FurtherRow, fillPostgres, fillSqliteFile } from '../storage/copy/fill-database.ts';
import { openJournalFile, readJournalLines } from '../storage/journal-file.ts';
import { type NewDataDirectory, openNewDataDirectory } from '../storage/new-data-directory.ts';
import { openPostgresStore } from '../storage/postgres.ts';
import { openSqliteStore } from '../storage/sqlite.ts';
import type { Store } from '../storage/store.ts';
import { peppersOf } from '../tokens/secret-digest.ts';
import { insidePepperIfThere, readOutsidePepper } from './find-pepper.ts';
import { openCheckpoints } from './open-checkpoints.ts';

export interface RestoreOptions {
  readonly file: string;
  /** Revocation journals of every node; none: what was revoked after the backup is not known. */
  readonly journals: readonly string[];
  /** Whether somebody says that these are all: what another node acknowledged may be in its own alone. */
  readonly areJournalsAll: boolean;
  readonly progress: CopyProgress;
}

export interface RestoredBackup {
  readonly takenAt: number;
  readonly ended: number;
  readonly disabled: number;
  /** What may have more rights than it had; undefined: nobody knows. */
  readonly doubts: readonly Doubt[] | undefined;
  /** Whether the service starts with it at once; if not, somebody must accept it first. */
  readonly isAccepted: boolean;
  /** Whether the place that the audit log went back to is signed. */
  readonly isSigned: boolean;
  /** Whether a pepper was there to be compared with that of the backup. */
  readonly isPepperKnown: boolean;
  /** When the last change in each journal was made, in their order; undefined: it has none. */
  readonly lastChangesAt: readonly (number | undefined)[];
}

/**
 * Restores a backup into a directory or database that has no data yet. The restored data begins a new epoch: what had ended since
 * the backup is ended again as far as the journals tell, and unless they tell all of it, nothing is served before somebody
 * accepts that.
 *
 * @throws ConfigRefused, DataDirectoryRefused, TargetNotEmpty, SchemaTooNew, StorageUnavailable
 */
export async function restoreBackup(
  config: Config,
  clock: Clock,
  options: RestoreOptions,
): Promise<RestoredBackup> {
  const note = readBackupNote(options.file);
  for (const journal of options.journals) {
    if (existsSync(journal)) continue;
    throw new ConfigRefused(
      `\`--journal\`: there is no \`${journal}\`; without journals give \`--without-journal\``,
    );
  }
  const newest = await newestEpochNumber(options.journals.map(readJournalLines));
  const epoch = restoredEpoch(note, Math.max(note.epochNumber, newest) + 1, clock);
  return config.database === undefined
    ? restoreIntoDirectory(config, clock, note, epoch, options)
    : restoreIntoPostgres(config, config.database.url, clock, note, epoch, options);
}

async function restoreIntoDirectory(
  config: Config,
  clock: Clock,
  note: BackupNote,
  epoch: FurtherRow,
  options: RestoreOptions,
) {
  const directory = openNewDataDirectory(config.dataDirectory);
  try {
    const isPepperKnown = requirePepper(config, note, directory);
    const { unfinishedPath: file } = directory;
    await fillSqliteFile(file, { file: options.file }, { nowMs: clock.now(), furtherRow: epoch });
    dropBackupNote(file);
    const restored = await startEpoch(await openSqliteStore(file, clock.now()), config, clock, note, options);
    directory.finish();
    return { ...restored, isPepperKnown };
  } finally {
    directory.release();
  }
}

/** The data is locked from the moment at which it is there: what follows may fail. */
async function restoreIntoPostgres(
  config: Config,
  url: string,
  clock: Clock,
  note: BackupNote,
  epoch: FurtherRow,
  options: RestoreOptions,
) {
  const isPepperKnown = requirePepper(config, note, undefined);
  const { file, progress } = options;
  await fillPostgres(url, { file }, { nowMs: clock.now(), progress, furtherRow: epoch });
  const store = await openPostgresStore(url, clock.now(), { maxConnections: 4 });
  return { ...(await startEpoch(store, config, clock, note, options)), isPepperKnown };
}

async function startEpoch(
  store: Store,
  config: Config,
  clock: Clock,
  { takenAt, changeNumber }: BackupNote,
  { journals, areJournalsAll }: RestoreOptions,
) {
  try {
    const [epoch, before] = await store.reads.epochs.listEpochs();
    if (before === undefined) throw new Error('the backup has no epoch');
    for (const journal of journals) {
      await RevocationJournal.takeOver(openJournalFile(journal), epoch, clock.now());
    }
    const endings = await readEndings(journals.map(readJournalLines), { epochId: before.id, changeNumber });
    const isSigned = await signFork(config, store, clock, epoch.id);
    // A node that was down has a journal without a gap that ends too early.
    const isComplete = endings.isComplete && (areJournalsAll || config.database === undefined);
    const started = await startRestoredEpoch(store, clock, epoch, { ...endings, isComplete });
    return { takenAt, isSigned, lastChangesAt: endings.lastChangesAt, ...started };
  } finally {
    await store.close();
  }
}

/** Without the key the audit log cannot be told from one that was cut. */
async function signFork({ audit }: Config, store: Store, clock: Clock, epochId: string): Promise<boolean> {
  if (audit === undefined || !existsSync(audit.checkpointFile) || !existsSync(audit.keyFile)) return false;
  await (await openCheckpoints(audit, store, clock)).startEpoch(epochId);
  return true;
}

/** Another restore of the same backup may have begun an epoch already, which only the journals know. */
function restoredEpoch({ takenAt, changeNumber }: BackupNote, number: number, clock: Clock): FurtherRow {
  return {
    table: 'epochs',
    values: {
      id: newObjectId(),
      number,
      started_at: clock.now(),
      from_number: changeNumber,
      backup_at: takenAt,
      doubts: null,
      accepted_at: null,
    },
  };
}

/** @returns whether there is a pepper to compare. @throws ConfigRefused when it is another one */
function requirePepper(
  config: Config,
  { pepperIds }: BackupNote,
  directory: NewDataDirectory | undefined,
): boolean {
  const pepper = readOutsidePepper(config) ?? (directory && insidePepperIfThere(directory, config));
  if (pepper === undefined) return false;
  const known = peppersOf(pepper).map(({ id }) => id);
  const strange = pepperIds.filter((id) => !known.includes(id));
  if (strange.length === 0) return true;
  throw new ConfigRefused(
    'the pepper that is given is not the one that the secrets of the backup were made with; give the right one in `KEYWARD_PEPPER` or `KEYWARD_PEPPER_FILE`, or put it into the data directory as `pepper`',
  );
}
