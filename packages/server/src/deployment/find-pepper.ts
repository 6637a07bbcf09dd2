import { type Config, ConfigRefused } from '../config.ts';
import { type DataDirectory, DataDirectoryRefused, readPepperFile } from '../storage/data-directory.ts';
import { readPepperText } from '../tokens/pepper-text.ts';
import type { Pepper } from '../tokens/secret-digest.ts';

/** The pepper that a setting gives, with the one before it while it is rotated. @throws ConfigRefused */
export function readOutsidePepper(config: Config): Pepper | undefined {
  const pepper = readSource(config.pepperSource, 'KEYWARD_PEPPER');
  return pepper && withPrevious(pepper, readOutsidePrevious(config));
}

/** The pepper in the data directory, made when there is none and no secret needs it. @throws DataDirectoryRefused, ConfigRefused */
export function insidePepper(directory: DataDirectory, config: Config, hasSecrets: boolean): Pepper {
  const text = directory.readPepper();
  if (text === undefined && hasSecrets) {
    throw new DataDirectoryRefused(
      `data directory \`${config.dataDirectory}\` holds tokens but its file \`pepper\` is gone; put the file back, or give the pepper in \`KEYWARD_PEPPER\` or \`KEYWARD_PEPPER_FILE\``,
    );
  }
  return insidePepperFrom(text ?? directory.createPepper(), directory, config);
}

/** The pepper that is in a data directory already, as for a restore. @throws ConfigRefused */
export function insidePepperIfThere(directory: PepperFiles, config: Config): Pepper | undefined {
  const text = directory.readPepper();
  return text === undefined ? undefined : insidePepperFrom(text, directory, config);
}

type PepperFiles = Pick<DataDirectory, 'readPepper' | 'readPreviousPepper'>;

function insidePepperFrom(text: string, directory: PepperFiles, config: Config): Pepper {
  const pepper = pepperFor(`${config.dataDirectory}/pepper`, text);
  const previous = directory.readPreviousPepper();
  return withPrevious(
    pepper,
    readOutsidePrevious(config) ??
      (previous === undefined ? undefined : pepperFor(`${config.dataDirectory}/pepper.previous`, previous)),
  );
}

function readOutsidePrevious(config: Config): Pepper | undefined {
  return readSource(config.previousPepperSource, 'KEYWARD_PEPPER_PREVIOUS');
}

/** A rotation that was cut short keeps the same pepper twice. */
function withPrevious(pepper: Pepper, previous: Pepper | undefined): Pepper {
  return previous === undefined || previous.id === pepper.id ? pepper : { ...pepper, previous };
}

function readSource(source: Config['pepperSource'], name: string): Pepper | undefined {
  if (source === undefined) return undefined;
  if ('base64' in source) return pepperFor(name, source.base64);
  return pepperFor(`${name}_FILE`, readPepperFile(source.file));
}

function pepperFor(source: string, text: string): Pepper {
  try {
    return readPepperText(text);
  } catch (error) {
    throw new ConfigRefused(`\`${source}\`: ${error instanceof Error ? error.message : error}`);
  }
}
