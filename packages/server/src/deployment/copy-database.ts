import type { Clock } from '../clock.ts';
import { type Config, ConfigRefused } from '../config.ts';
import { databaseName, readDatabaseConfig } from '../database-config.ts';
import type { CopiedTable } from '../storage/backup-store.ts';
import type { CopyProgress } from '../storage/copy/copy-tables.ts';
import {
  type DataPlace,
  fillPostgres,
  fillSqliteFile,
  newestMigrationOf,
} from '../storage/copy/fill-database.ts';
import { type DataDirectory, openDataDirectory } from '../storage/data-directory.ts';
import { requireNewestSchema } from '../storage/migrations/migrate.ts';
import { openNewDataDirectory } from '../storage/new-data-directory.ts';
import { openPostgresStore } from '../storage/postgres.ts';
import { openSqliteStore } from '../storage/sqlite.ts';
import type { Store } from '../storage/store.ts';
import { insidePepper, readOutsidePepper } from './find-pepper.ts';
import { requireKnownPeppers } from './require-known-peppers.ts';

export interface CopyOptions {
  /** A data directory or the address of a database. */
  readonly from: string;
  readonly to: string;
  readonly progress: CopyProgress;
}

export interface CopiedDatabase {
  readonly tables: readonly CopiedTable[];
  /** Where the pepper is that the copy needs too. */
  readonly pepperPlace: string;
}

/**
 * Copies all data of one moment into a directory or database that has none, and counts both sides.
 *
 * @throws ConfigRefused, DataDirectoryRefused, TargetNotEmpty, SchemaTooNew, StorageUnavailable
 */
export async function copyDatabase(
  config: Config,
  clock: Clock,
  { from, to, progress }: CopyOptions,
): Promise<CopiedDatabase> {
  const [source, target] = [placeOf('--from', from), placeOf('--to', to)];
  if ('url' in source && 'url' in target) {
    throw new ConfigRefused(
      'from PostgreSQL to PostgreSQL use `pg_dump` and `pg_restore`; one side of `keyward db copy` is a data directory',
    );
  }
  if ('url' in source) {
    const store = await openPostgresStore(source.url, clock.now(), { maxConnections: 2 });
    const pepperPlace = await requirePepper(config, clock, store, undefined);
    return { tables: await intoDirectory(to, source, clock, progress), pepperPlace };
  }
  const directory = openDataDirectory(from, { create: false });
  try {
    requireNewestSchema(newestMigrationOf(directory.databasePath));
    const store = await openSqliteStore(directory.databasePath, clock.now());
    const pepperPlace = await requirePepper(config, clock, store, { directory, path: from });
    const file = { file: directory.databasePath };
    const tables =
      'url' in target
        ? await fillPostgres(target.url, file, { nowMs: clock.now(), progress })
        : await intoDirectory(to, file, clock, progress);
    return { tables, pepperPlace };
  } finally {
    directory.release();
  }
}

async function intoDirectory(path: string, from: DataPlace, clock: Clock, progress: CopyProgress) {
  const directory = openNewDataDirectory(path);
  try {
    const tables = await fillSqliteFile(directory.unfinishedPath, from, { nowMs: clock.now(), progress });
    directory.finish();
    return tables;
  } finally {
    directory.release();
  }
}

/** A copy under another pepper would hold no secret that works. */
async function requirePepper(
  config: Config,
  clock: Clock,
  store: Store,
  inside: { readonly directory: DataDirectory; readonly path: string } | undefined,
): Promise<string> {
  try {
    const outside = readOutsidePepper(config);
    const forms = await store.listSecretForms();
    if (outside !== undefined) {
      await requireKnownPeppers(store, outside, forms, clock.now());
      return 'the setting `KEYWARD_PEPPER` or `KEYWARD_PEPPER_FILE`';
    }
    if (inside === undefined) {
      throw new ConfigRefused(
        'give the pepper of the data in `KEYWARD_PEPPER` or `KEYWARD_PEPPER_FILE`, so that it can be compared: under another one no secret works',
      );
    }
    const pepper = insidePepper(
      inside.directory,
      { ...config, dataDirectory: inside.path },
      forms.length > 0,
    );
    await requireKnownPeppers(store, pepper, forms, clock.now());
    return `\`${inside.path}/pepper\``;
  } finally {
    await store.close();
  }
}

function placeOf(flag: string, text: string): { readonly directory: string } | { readonly url: string } {
  if (!/^[a-z]+:\/\//.test(text)) return { directory: text };
  try {
    return { url: readDatabaseConfig(text, () => undefined, false)?.url ?? text };
  } catch (error) {
    throw error instanceof ConfigRefused
      ? new ConfigRefused(`\`${flag}\`: ${error.message.replace(/^.*?: /, '')}`)
      : error;
  }
}

/** Where data is, for messages: without a password. */
export function placeName(text: string): string {
  return URL.canParse(text) && text.includes('://') ? databaseName({ url: text }) : text;
}
