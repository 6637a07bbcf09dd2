import type { CheckpointWriter } from '../audit/checkpoint-writer.ts';
import type { Clock } from '../clock.ts';
import { type Config, ConfigRefused } from '../config.ts';
import { openDataDirectory } from '../storage/data-directory.ts';
import { openPostgresStore } from '../storage/postgres.ts';
import { openSqliteStore } from '../storage/sqlite.ts';
import type { Store } from '../storage/store.ts';
import type { SecretForm } from '../storage/token-store.ts';
import type { Pepper } from '../tokens/secret-digest.ts';
import type { FellowWorkers } from '../workers/fellow-workers.ts';
import { tellFellows } from '../workers/tell-fellows.ts';
import { type Deployment, deploymentOn } from './deployment.ts';
import { insidePepper, readOutsidePepper } from './find-pepper.ts';
import { openCheckpoints } from './open-checkpoints.ts';
import { openJournal } from './open-journal.ts';
import { requireKnownAccounts } from './require-known-accounts.ts';
import { requireKnownPeppers } from './require-known-peppers.ts';

export interface OpenDeployment extends Deployment {
  /** Undefined where no place for checkpoints of the audit log is known, and in workers. */
  readonly checkpoints: CheckpointWriter | undefined;
  /** Writes a last checkpoint, if it can. */
  close(): Promise<void>;
}

/**
 * Opens what a configuration names: takes the data directory or connects to the database, brings the schema up to date, finds
 * the pepper and proves that it is the one that the stored secrets were made with.
 *
 * @param options.create makes the data directory and its database when there is nothing yet
 * @param options.fellows the other workers of the node, which share the database: they hear of each change before it is acknowledged
 * @throws ConfigRefused, DataDirectoryRefused, SchemaTooNew, StorageUnavailable
 */
export function openDeployment(
  config: Config,
  clock: Clock,
  options: { readonly create: boolean; readonly fellows?: FellowWorkers | undefined },
): Promise<OpenDeployment> {
  return config.database === undefined
    ? openOnDirectory(config, clock, options)
    : openOnPostgres(config, config.database, clock, options.fellows);
}

async function openOnDirectory(
  config: Config,
  clock: Clock,
  options: { readonly create: boolean },
): Promise<OpenDeployment> {
  const outsidePepper = readOutsidePepper(config);
  const directory = openDataDirectory(config.dataDirectory, options);
  try {
    const store = await openSqliteStore(directory.databasePath, clock.now());
    return await openOn(store, config, clock, {
      pepperFor: (forms) => outsidePepper ?? insidePepper(directory, config, forms.length > 0),
      release: () => directory.release(),
      isSigning: true,
    });
  } catch (error) {
    directory.release();
    throw error;
  }
}

/** A pepper beside the data is none: whoever reads the database must not find it there. */
async function openOnPostgres(
  config: Config,
  { url, ...pool }: NonNullable<Config['database']>,
  clock: Clock,
  fellows: FellowWorkers | undefined,
): Promise<OpenDeployment> {
  const pepper = readOutsidePepper(config);
  if (pepper === undefined) {
    throw new ConfigRefused(
      'a database elsewhere needs the pepper from outside: give the same `KEYWARD_PEPPER` or `KEYWARD_PEPPER_FILE` to every node, such as the output of `openssl rand -base64 32`',
    );
  }
  const database = await openPostgresStore(url, clock.now(), pool);
  const store = fellows === undefined ? database : tellFellows(database, fellows);
  return openOn(store, config, clock, {
    pepperFor: () => pepper,
    release: () => undefined,
    isSigning: fellows === undefined,
  });
}

async function openOn(
  store: Store,
  config: Config,
  clock: Clock,
  place: {
    pepperFor(forms: readonly SecretForm[]): Pepper;
    release(): void;
    /** Workers leave it to their supervisor. */
    readonly isSigning: boolean;
  },
): Promise<OpenDeployment> {
  try {
    const forms = await store.listSecretForms();
    const pepper = place.pepperFor(forms);
    await requireKnownPeppers(store, pepper, forms, clock.now());
    refuseForgottenPrefix(config, forms);
    await requireKnownAccounts(store, config);
    const checkpoints =
      place.isSigning && config.audit ? await openCheckpoints(config.audit, store, clock) : undefined;
    const journal = await openJournal(config, store, clock);
    const deployment = deploymentOn(journal.store, clock, pepper, config, () => undefined);
    const close = async () => {
      await deployment.analyst.close();
      await journal.close();
      await checkpoints?.write().catch(() => undefined);
      await store.close();
      place.release();
    };
    return { ...deployment, checkpoints, close };
  } catch (error) {
    await store.close();
    throw error;
  }
}

function refuseForgottenPrefix(config: Config, forms: readonly SecretForm[]): void {
  const forgotten = forms.find((form) => !config.tokenPrefixes.includes(form.prefix));
  if (forgotten === undefined) return;
  throw new ConfigRefused(
    `\`KEYWARD_TOKEN_PREFIX\`: stored tokens begin with \`${forgotten.prefix}\` and would stop working; set it to \`${[...config.tokenPrefixes, forgotten.prefix].join(',')}\` to accept both`,
  );
}
