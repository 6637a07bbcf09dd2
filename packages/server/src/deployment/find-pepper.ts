import { type Config, ConfigRefused } from '../config.ts';
import { type DataDirectory, DataDirectoryRefused, readPepperFile } from '../storage/data-directory.ts';
import { readPepperText } from '../tokens/pepper-text.ts';
import type { Pepper } from '../tokens/secret-digest.ts';

/** The pepper that a setting gives. @throws ConfigRefused */
export function readOutsidePepper(config: Config): Pepper | undefined {
  if (config.pepperSource === undefined) return undefined;
  if ('base64' in config.pepperSource) return pepperFor('KEYWARD_PEPPER', config.pepperSource.base64);
  return pepperFor('KEYWARD_PEPPER_FILE', readPepperFile(config.pepperSource.file));
}

/** The pepper in the data directory, made when there is none and no secret needs it. @throws DataDirectoryRefused, ConfigRefused */
export function insidePepper(directory: DataDirectory, config: Config, hasSecrets: boolean): Pepper {
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
