import { type Config, ConfigRefused } from '../config.ts';
import { openDataDirectory } from '../storage/data-directory.ts';
import { insidePepper } from './find-pepper.ts';

/**
 * Makes a new pepper in a data directory that no service runs on, and keeps the one before it beside it.
 *
 * @throws ConfigRefused, DataDirectoryRefused
 */
export function rotatePepper(config: Config): void {
  if (config.database !== undefined || config.pepperSource !== undefined) {
    throw new ConfigRefused(
      'the pepper comes from a setting, and is rotated there: give the new one in `KEYWARD_PEPPER` and the one before in `KEYWARD_PEPPER_PREVIOUS`',
    );
  }
  const directory = openDataDirectory(config.dataDirectory, { create: false });
  try {
    if (insidePepper(directory, config, true).previous !== undefined) {
      throw new ConfigRefused(
        `a rotation is under way: when \`keyward pepper status\` says that no secret needs the previous pepper, move \`${config.dataDirectory}/pepper.previous\` away, and start the service once`,
      );
    }
    directory.rotatePepper();
  } finally {
    directory.release();
  }
}
