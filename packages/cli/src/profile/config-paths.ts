import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the command line keeps what it is to remember: XDG Base Directory, also on systems that have no such habit. */
export function configDirectory(): string {
  return join(process.env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'keyward');
}

export function configPath(): string {
  return join(configDirectory(), 'config.json');
}

/** What may be lost: the names of tokens that a shell was shown last. */
export function namesPath(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'keyward', 'names.json');
}

/** Apart from the settings, so that those can be shown and copied. */
export function credentialsPath(): string {
  return join(configDirectory(), 'credentials.json');
}
