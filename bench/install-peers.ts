import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Installs what Keyward is measured against, exactly as the lockfile of this folder says, unless it is there. */
export function installPeers(): void {
  const folder = new URL('./', import.meta.url);
  if (existsSync(new URL('node_modules/.package-lock.json', folder))) return;
  const { status } = spawnSync('npm', ['ci', '--no-workspaces'], { cwd: folder, stdio: 'inherit' });
  if (status !== 0) throw new Error('the peers could not be installed; run `npm ci` in the folder `bench`');
}
