import { CheckpointWriter } from '../audit/checkpoint-writer.ts';
import type { Clock } from '../clock.ts';
import { type Config, ConfigRefused } from '../config.ts';
import { openAuditKey } from '../storage/audit-key-file.ts';
import { openCheckpointFile } from '../storage/checkpoint-file.ts';
import {
  type DataDirectory,
  DataDirectoryRefused,
  openDataDirectory,
  readPepperFile,
} from '../storage/data-directory.ts';
import { openSqliteStore } from '../storage/sqlite.ts';
import type { Store } from '../storage/store.ts';
import type { SecretForm } from '../storage/token-store.ts';
import { readPepperText } from '../tokens/pepper-text.ts';
import type { Pepper } from '../tokens/secret-digest.ts';
import { type Deployment, deploymentOn } from './deployment.ts';

export interface OpenDeployment extends Deployment {
  readonly checkpoints: CheckpointWriter;
  /** Writes a last checkpoint, if it can. */
  close(): Promise<void>;
}

/**
 * Opens what a configuration names: takes the data directory, brings the schema up to date, finds the pepper and
 * proves that it is the one that the stored secrets were made with.
 *
 * @param options.create makes the data directory and its database when there is nothing yet
 * @throws ConfigRefused, DataDirectoryRefused, SchemaTooNew, StorageUnavailable
 */
export async function openDeployment(
  config: Config,
  clock: Clock,
  options: { readonly create: boolean },
): Promise<OpenDeployment> {
  const outsidePepper = readOutsidePepper(config);
  const directory = openDataDirectory(config.dataDirectory, options);
  try {
    const store = await openSqliteStore(directory.databasePath, clock.now());
    try {
      const forms = await store.listSecretForms();
      const pepper = outsidePepper ?? insidePepper(directory, config, forms.length > 0);
      refuseStrangePepper(pepper, forms);
      refuseForgottenPrefix(config, forms);
      const checkpoints = await openCheckpoints(config, store, clock);
      const deployment = deploymentOn(store, clock, pepper, config, () => undefined);
      const close = async () => {
        await deployment.analyst.close();
        await checkpoints.write().catch(() => undefined);
        await store.close();
        directory.release();
      };
      return { ...deployment, checkpoints, close };
    } catch (error) {
      await store.close();
      throw error;
    }
  } catch (error) {
    directory.release();
    throw error;
  }
}

async function openCheckpoints({ audit }: Config, store: Store, clock: Clock): Promise<CheckpointWriter> {
  const file = openCheckpointFile(audit.checkpointFile);
  const hasCheckpoints = (await file.readLines()).length > 0;
  return new CheckpointWriter(
    store.reads.audit,
    clock,
    file,
    openAuditKey(audit.keyFile, { hasCheckpoints }),
  );
}

function readOutsidePepper(config: Config): Pepper | undefined {
  if (config.pepperSource === undefined) return undefined;
  if ('base64' in config.pepperSource) return pepperFor('KEYWARD_PEPPER', config.pepperSource.base64);
  return pepperFor('KEYWARD_PEPPER_FILE', readPepperFile(config.pepperSource.file));
}

function insidePepper(directory: DataDirectory, config: Config, hasSecrets: boolean): Pepper {
  const text = directory.readPepper();
  if (text !== undefined) return pepperFor(`${config.dataDirectory}/pepper`, text);
  if (hasSecrets) {
    throw new DataDirectoryRefused(
      `data directory \`${config.dataDirectory}\` holds tokens but its file \`pepper\` is gone; put the file back, or give the pepper in \`KEYWARD_PEPPER\` or \`KEYWARD_PEPPER_FILE\``,
    );
  }
  return pepperFor(`${config.dataDirectory}/pepper`, directory.createPepper());
}

function pepperFor(source: string, text: string): Pepper {
  try {
    return readPepperText(text);
  } catch (error) {
    throw new ConfigRefused(`\`${source}\`: ${error instanceof Error ? error.message : error}`);
  }
}

function refuseStrangePepper(pepper: Pepper, forms: readonly SecretForm[]): void {
  if (forms.every((form) => form.pepperId === pepper.id)) return;
  throw new ConfigRefused(
    'the pepper is not the one that the stored tokens were made with; none of them would work. Give the right one in `KEYWARD_PEPPER` or `KEYWARD_PEPPER_FILE`, or take those settings away to use the file `pepper` in the data directory',
  );
}

function refuseForgottenPrefix(config: Config, forms: readonly SecretForm[]): void {
  const forgotten = forms.find((form) => !config.tokenPrefixes.includes(form.prefix));
  if (forgotten === undefined) return;
  throw new ConfigRefused(
    `\`KEYWARD_TOKEN_PREFIX\`: stored tokens begin with \`${forgotten.prefix}\` and would stop working; set it to \`${[...config.tokenPrefixes, forgotten.prefix].join(',')}\` to accept both`,
  );
}
