import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const FOLDER = new URL('./', import.meta.url);

/** Installs what Keyward is measured against, exactly as the lockfile of this folder says, unless it is there. */
export function installPeers(): void {
  const { dependencies } = readPackage('package.json') ?? {};
  const isThere = Object.entries(dependencies ?? {}).every(
    ([name, version]) => readPackage(`node_modules/${name}/package.json`)?.version === version,
  );
  if (isThere) return;
  const { status } = spawnSync('npm', ['ci', '--no-workspaces'], { cwd: FOLDER, stdio: 'inherit' });
  if (status !== 0) throw new Error('the peers could not be installed; run `npm ci` in the folder `bench`');
}

interface Package {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

function readPackage(path: string): Package | undefined {
  try {
    return JSON.parse(readFileSync(new URL(path, FOLDER), 'utf8'));
  } catch {
    return undefined;
  }
}
